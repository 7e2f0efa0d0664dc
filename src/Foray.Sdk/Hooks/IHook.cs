using Foray.Sdk.Checks;
using Foray.Sdk.Options;
using Foray.Sdk.Plugins;

namespace Foray.Sdk.Hooks;

/// <summary>Something that is done between the phases, on machines or on this computer, every time that its turn comes.</summary>
[PluginKind("hook")]
public interface IHook
{
    /// <summary>When it has its turn.</summary>
    HookPoint At { get; }

    /// <summary>The machines it works on; null for this computer. Default: null.</summary>
    LabelSelector? Labels => null;

    /// <summary>Rules in code; called where the plugin declares <see cref="PluginCapabilities.Checks"/>. Default: none.</summary>
    ValueTask CheckAsync(ICheckContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Does it, and reports each of the context's machines; on this computer, where there are none, it throws what went wrong.</summary>
    Task RunAsync(IHookContext context, CancellationToken cancellationToken);
}

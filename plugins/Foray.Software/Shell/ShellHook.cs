using Foray.Sdk.Hooks;
using Foray.Sdk.Options;
using Foray.Sdk.Plugins;
using Foray.Sdk.Processes;

namespace Foray.Software.Shell;

/// <summary>Runs a shell script between the phases, on machines or on this computer.</summary>
[Plugin("shell")]
public sealed class ShellHook : IHook
{
    private readonly ShellHookOptions _options;
    private readonly IProcesses _processes;
    private readonly TimeProvider _time;

    /// <summary>A hook with these options.</summary>
    public ShellHook(ShellHookOptions options, IProcesses processes, TimeProvider time) => (_options, _processes, _time) = (options, processes, time);

    /// <inheritdoc/>
    public HookPoint At => _options.At;

    /// <inheritdoc/>
    public LabelSelector? Labels => _options.Labels;

    /// <inheritdoc/>
    public Task RunAsync(IHookContext context, CancellationToken cancellationToken) =>
        Labels is null
            ? new LocalScript($"hook '{_options.Name}'", _options, context, _processes).RunAsync(cancellationToken)
            : ShellInstallation.RunOnAllAsync($"hook '{_options.Name}'", _options, context, _time, cancellationToken);
}

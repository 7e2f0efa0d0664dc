using Foray.Sdk.Installs;

namespace Foray.Sdk.Hooks;

/// <summary>What a hook gets from its host. Its variables have, beside those of the file, <c>FORAY_HOOK</c> (the hook's name), <c>FORAY_RUN</c> and, in the end, <c>FORAY_STATUS</c>.</summary>
public interface IHookContext : IInstallContext
{
    /// <summary>The run; null outside of one.</summary>
    HookRun? Run { get; }

    /// <summary>Local folder for logs of work on this computer.</summary>
    string LocalLogFolder { get; }
}

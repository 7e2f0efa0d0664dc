using Foray.Experiments.Provisioning;
using Foray.Sdk.Hooks;
using Foray.Sdk.Machines;
using Microsoft.Extensions.Logging;

namespace Foray.Experiments.Hooks;

/// <summary>Gives a hook its machines and its run.</summary>
internal sealed class HookContext(
    string id,
    string experimentFolder,
    string logFolder,
    IReadOnlyList<IMachine> machines,
    IReadOnlyDictionary<string, string> variables,
    ILogger logger,
    HookRun? run) : InstallContext(id, experimentFolder, logFolder, machines, [], variables, logger), IHookContext
{
    public HookRun? Run { get; } = run;

    public string LocalLogFolder => Directory.CreateDirectory(Logs).FullName;
}

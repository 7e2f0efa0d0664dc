using Foray.Sdk.Consoles;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Hooks;
using Foray.Sdk.Installs;
using Foray.Sdk.Options;
using Foray.Sdk.Plugins;

namespace Foray.Fixtures.Lab;

/// <summary>A hook that tells that it had its turn.</summary>
[Plugin("bell")]
public sealed class BellHook(BellOptions options, IConsole console) : IHook
{
    /// <inheritdoc/>
    public HookPoint At => options.At;

    /// <inheritdoc/>
    public LabelSelector? Labels => options.Labels;

    /// <inheritdoc/>
    public Task RunAsync(IHookContext context, CancellationToken cancellationToken)
    {
        var name = context.Variables["FORAY_HOOK"];
        console.WriteLine($"ring {name} {string.Join(",", context.Machines.Select(machine => machine.Name))} {context.Run?.Status}".TrimEnd());
        if (LabSwitch.IsOn(context.ExperimentFolder, $"{name}.breaks"))
            throw new InvalidOperationException("the clapper is gone");
        if (context.Machines.Count == 0 && LabSwitch.IsOn(context.ExperimentFolder, $"{name}.fails"))
            throw new DiagnosticException(Diagnostic.Error("FORAY599", $"bell '{name}' is cracked"));
        foreach (var machine in context.Machines)
            context.Report(machine, new InstallOutcome(Changed: true, LabSwitch.IsOn(context.ExperimentFolder, $"{name}.fails") ? Diagnostic.Error("FORAY599", $"nobody on '{machine.Name}'") : null));
        return Task.CompletedTask;
    }
}

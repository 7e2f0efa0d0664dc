using Foray.Sdk.Consoles;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Installs;
using Foray.Sdk.Options;
using Foray.Sdk.Plugins;
using Foray.Sdk.Software;

namespace Foray.Fixtures.Lab;

/// <summary>Software that is installed by saying so.</summary>
[Plugin("kit")]
public sealed class KitSoftware(KitOptions options, IConsole console) : ISoftware
{
    /// <inheritdoc/>
    public LabelSelector Labels => options.Labels;

    /// <inheritdoc/>
    public Task InstallAsync(IInstallContext context, CancellationToken cancellationToken)
    {
        if (LabSwitch.IsOn(context.ExperimentFolder, "kit-crashes"))
            throw new InvalidOperationException("the box is empty");
        foreach (var machine in context.Machines)
        {
            console.WriteLine($"install kit {options.Version} {machine.Name}");
            File.WriteAllText(Path.Combine(context.LogFolder(machine), "stdout"), string.Join(' ', context.Variables.Values));
            if (LabSwitch.IsOn(context.ExperimentFolder, $"kit-fails-on-{machine.Name}"))
                context.Report(machine, new InstallOutcome(Changed: true, Diagnostic.Error("FORAY398", $"no room on '{machine.Name}'")));
            else if (!LabSwitch.IsOn(context.ExperimentFolder, "kit-forgets"))
                context.Report(machine, new InstallOutcome(Changed: true));
        }

        return Task.CompletedTask;
    }
}

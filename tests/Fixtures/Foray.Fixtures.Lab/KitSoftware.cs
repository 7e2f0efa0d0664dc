using Foray.Sdk.Consoles;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Installs;
using Foray.Sdk.Options;
using Foray.Sdk.Plugins;
using Foray.Sdk.Software;
using Microsoft.Extensions.Logging;

namespace Foray.Fixtures.Lab;

/// <summary>Software that is installed by saying so.</summary>
[Plugin("kit")]
public sealed class KitSoftware(KitOptions options, IConsole console) : ISoftware
{
    /// <inheritdoc/>
    public LabelSelector Labels => options.Labels;

    /// <inheritdoc/>
    public async Task InstallAsync(IInstallContext context, CancellationToken cancellationToken)
    {
        context.Logger.LogInformation("kit {Version} begins", options.Version);
        if (LabSwitch.IsOn(context.ExperimentFolder, "kit-crashes"))
            throw new InvalidOperationException("the box is empty");
        if (options.Meets > 0)
            await KitMeeting.JoinAsync(context.ExperimentFolder, options.Meets);
        foreach (var machine in context.Machines)
        {
            console.WriteLine($"install kit {options.Version} {machine.Name}");
            File.WriteAllText(Path.Combine(context.LogFolder(machine), "stdout"), string.Join(' ', context.Variables.Values));
            if (LabSwitch.IsOn(context.ExperimentFolder, $"kit-fails-on-{machine.Name}"))
                context.Report(machine, new InstallOutcome(Changed: true, Diagnostic.Error("FORAY398", $"no room on '{machine.Name}'")));
            else if (!LabSwitch.IsOn(context.ExperimentFolder, "kit-forgets"))
                context.Report(machine, new InstallOutcome(Changed: true));
            if (options.Hangs)
                await Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }
}

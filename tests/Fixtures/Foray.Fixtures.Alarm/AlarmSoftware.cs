using Foray.Sdk.Installs;
using Foray.Sdk.Options;
using Foray.Sdk.Plugins;
using Foray.Sdk.Software;

namespace Foray.Fixtures.Alarm;

/// <summary>Installs nothing.</summary>
[Plugin("alarm")]
public sealed class AlarmSoftware(AlarmSoftwareOptions options) : ISoftware
{
    /// <inheritdoc/>
    public LabelSelector Labels => options.Labels;

    /// <inheritdoc/>
    public Task InstallAsync(IInstallContext context, CancellationToken cancellationToken)
    {
        foreach (var machine in context.Machines)
            context.Report(machine, new InstallOutcome(Changed: false));
        return Task.CompletedTask;
    }
}

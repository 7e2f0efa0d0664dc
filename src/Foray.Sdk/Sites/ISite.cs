using Foray.Sdk.Checks;
using Foray.Sdk.Machines;
using Foray.Sdk.Plugins;

namespace Foray.Sdk.Sites;

/// <summary>Where machines come from.</summary>
[PluginKind("site")]
public interface ISite
{
    /// <summary>The machines that the options ask for, in the order of the file.</summary>
    IReadOnlyList<SiteMachine> Machines { get; }

    /// <summary>Rules in code; called where the plugin declares <see cref="PluginCapabilities.Checks"/>. Default: none.</summary>
    ValueTask CheckAsync(ICheckContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Makes machines and makes sure that they can be used. Machines that are there already are fine.</summary>
    /// <exception cref="Diagnostics.DiagnosticException">Some could not be made; the diagnostics name each of them.</exception>
    Task UpAsync(IReadOnlyList<MachineRequest> machines, ISiteContext context, CancellationToken cancellationToken);

    /// <summary>Reaches a machine from its record alone.</summary>
    IMachine Connect(MachineRecord machine, ISiteContext context);

    /// <summary>Ends everything that runs on the machines on Foray's behalf and removes exactly what <see cref="UpAsync"/> made. Machines that are gone already are fine; safe to repeat.</summary>
    /// <exception cref="Diagnostics.DiagnosticException">Some could not be taken down; the diagnostics name each of them.</exception>
    Task DownAsync(IReadOnlyList<MachineRecord> machines, ISiteContext context, CancellationToken cancellationToken);
}

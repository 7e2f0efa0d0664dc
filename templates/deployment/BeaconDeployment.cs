using System.Globalization;
using Foray.Sdk.Deployments;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Installs;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;
using Foray.Sdk.Plugins;
using Microsoft.Extensions.Logging;

namespace Acme.Plugin;

/// <summary>Keeps a beacon running on machines: a daemon that touches a shared file. It ends with its machine.</summary>
[Plugin("acme-plugin", Description = "Keeps a beacon running on machines.")]
public sealed class BeaconDeployment(BeaconOptions options) : IDeployment
{
    private const string Daemon = """
        echo $$ > "$FORAY_SHARED/beacon.pid"
        while true; do
          touch "$FORAY_SHARED/beacon"
          sleep "$interval"
        done
        """;

    private const string Probe = """
        left=$tries
        until [ -e "$FORAY_SHARED/beacon" ] && kill -0 "$(cat "$FORAY_SHARED/beacon.pid")"; do
          [ "$left" -gt 0 ] || exit 1
          left=$((left - 1))
          sleep 0.1
        done
        """;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public LabelSelector Labels => options.Labels;

    /// <inheritdoc/>
    public Task DeployAsync(IInstallContext context, CancellationToken cancellationToken) =>
        Task.WhenAll(context.Machines.Select(async machine =>
        {
            try
            {
                context.Report(machine, await DeployAsync(context, machine, cancellationToken));
            }
            catch (DiagnosticException error)
            {
                // The machine cannot be reached, for example. The others go on.
                context.Report(machine, new InstallOutcome(Changed: false, error.Diagnostics[0]));
            }
        }));

    private async Task<InstallOutcome> DeployAsync(IInstallContext context, IMachine machine, CancellationToken cancellationToken)
    {
        if (await IsUpAsync(context, machine, TimeSpan.Zero, cancellationToken))
            return new InstallOutcome(Changed: false);

        // A command is never started twice under one id, so what is left of a daemon that has died goes first.
        var daemon = new CommandSpec($"{context.Id}/daemon", Daemon) { Environment = Environment(context, "interval", options.Interval.TotalSeconds) };
        await machine.RemoveAsync(daemon.Id, cancellationToken);
        var handle = await machine.StartAsync(daemon, cancellationToken);
        try
        {
            var isUp = await IsUpAsync(context, machine, options.ReadyWithin, cancellationToken);
            context.Logger.LogInformation("the beacon on '{Machine}' is {State}", machine.Name, isUp ? "up" : "silent");
            await machine.CollectAsync(handle, context.LogFolder(machine), cancellationToken);
            return new InstallOutcome(Changed: true, isUp ? null : Failure(context, machine));
        }
        catch (OperationCanceledException)
        {
            await machine.StopAsync(handle, Grace, CancellationToken.None);
            throw;
        }
    }

    private static async Task<bool> IsUpAsync(IInstallContext context, IMachine machine, TimeSpan within, CancellationToken cancellationToken)
    {
        var probe = new CommandSpec($"{context.Id}/probe", Probe) { Environment = Environment(context, "tries", Math.Ceiling(within.TotalSeconds * 10)) };
        try
        {
            var end = await machine.WaitAsync(await machine.StartAsync(probe, cancellationToken), cancellationToken);
            return end.ExitCode == 0;
        }
        finally
        {
            await machine.RemoveAsync(probe.Id, CancellationToken.None);
        }
    }

    private Diagnostic Failure(IInstallContext context, IMachine machine) => Diagnostic.Error(
        "ACME001",
        $"the beacon on '{machine.Name}' gave no sign of life within {Duration.Format(options.ReadyWithin)}",
        $"see what it wrote in {context.LogFolder(machine)}, or allow more with 'ready_within'");

    private static Dictionary<string, string> Environment(IInstallContext context, string name, double value) =>
        new(context.Variables) { [name] = value.ToString(CultureInfo.InvariantCulture) };
}

using System.Collections.Concurrent;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Programs;
using Foray.Stations.Programs.HandOff;
using Foray.Stations.Programs.Supervision;

namespace Foray.Stations.Tests.Programs.Supervision;

/// <summary>Takes programs straight to another station of the same process, as a hand-off does where nothing goes wrong.</summary>
internal sealed class DirectTravel : IHandOff, ICloneSender
{
    public ConcurrentDictionary<string, TestStation> Stations { get; } = new(StringComparer.Ordinal);

    public async Task<HandOffOutcome> MigrateAsync(ProgramSnapshot snapshot, string destination, CancellationToken cancellationToken)
    {
        if (!Stations.TryGetValue(destination, out var station))
            return new HandOffOutcome(Diagnostic.Error("X", $"there is no station '{destination}'"), snapshot.Epoch + 1);
        await station.Starter.StartAsync(snapshot with { Epoch = snapshot.Epoch + 1 }, cancellationToken);
        return new HandOffOutcome(null, snapshot.Epoch + 1);
    }

    public Task SendAsync(ProgramSnapshot clone, string destination, CancellationToken cancellationToken) =>
        Stations.TryGetValue(destination, out var station)
            ? station.Starter.StartAsync(clone, cancellationToken)
            : throw new DiagnosticException(Diagnostic.Error("X", $"there is no station '{destination}'"));
}

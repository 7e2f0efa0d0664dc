using Foray.Sdk.Diagnostics;
using Foray.Stations.Programs;
using Foray.Stations.Programs.HandOff;
using Foray.Stations.Programs.Supervision;

namespace Foray.Stations.Tests.Programs.Supervision;

/// <summary>Takes programs and clones nowhere, and answers as a test says.</summary>
internal sealed class ScriptedTravel : IHandOff, ICloneSender
{
    public ProgramSnapshot? Migrated { get; private set; }

    public ProgramSnapshot? Cloned { get; private set; }

    /// <summary>Does what the hand-off does.</summary>
    public Func<ProgramSnapshot, CancellationToken, Task<HandOffOutcome>> HandOff { get; set; } =
        (snapshot, _) => Task.FromResult(new HandOffOutcome(null, snapshot.Epoch + 1));

    public DiagnosticException? CloneProblem { get; set; }

    public Task<HandOffOutcome> MigrateAsync(ProgramSnapshot snapshot, string destination, CancellationToken cancellationToken) =>
        HandOff(Migrated = snapshot, cancellationToken);

    public Task SendAsync(ProgramSnapshot clone, string destination, CancellationToken cancellationToken)
    {
        Cloned = clone;
        return CloneProblem is null ? Task.CompletedTask : Task.FromException(CloneProblem);
    }
}

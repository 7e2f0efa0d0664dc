using Foray.Stations.Programs.Suitcases;

namespace Foray.Stations.Programs.Supervision;

/// <summary>A program as it runs here: what it began with, under its present epoch, and its suitcase.</summary>
internal sealed class Incarnation
{
    /// <param name="snapshot">What it begins with.</param>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">Its suitcase cannot be unpacked (FORAY513).</exception>
    public Incarnation(ProgramSnapshot snapshot)
    {
        Snapshot = snapshot;
        Suitcase = SuitcaseArchive.Read(snapshot.Suitcase, new SuitcaseLimits(snapshot.Limits.Suitcase));
    }

    /// <summary>What it began with, under its present epoch.</summary>
    public ProgramSnapshot Snapshot { get; private set; }

    /// <summary>Its suitcase.</summary>
    public Suitcase Suitcase { get; }

    /// <summary>The program as it is now.</summary>
    /// <param name="state">Its instance; null where that is not known, and what it began with has to do.</param>
    public ProgramSnapshot Capture(ProgramState? state) =>
        Snapshot with { State = state ?? Snapshot.State, Suitcase = SuitcaseArchive.Write(Suitcase) };

    /// <summary>A clone of it was sent.</summary>
    public void CountClone() => Snapshot = Snapshot with { Clones = Snapshot.Clones + 1 };

    /// <summary>Goes on under another epoch, after a move that did not happen.</summary>
    public void GoOn(long epoch) => Snapshot = Snapshot with { Epoch = epoch };
}

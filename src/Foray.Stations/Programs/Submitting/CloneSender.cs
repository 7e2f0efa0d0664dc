using Foray.Stations.Programs.HandOff;
using Foray.Stations.Programs.Supervision;

namespace Foray.Stations.Programs.Submitting;

/// <summary>Begins clones where they are to begin, as submissions are.</summary>
internal sealed class CloneSender(ProgramLife life) : ICloneSender
{
    public Task SendAsync(ProgramSnapshot clone, string destination, CancellationToken cancellationToken) => life.BeginAsync(clone, destination, cancellationToken);
}

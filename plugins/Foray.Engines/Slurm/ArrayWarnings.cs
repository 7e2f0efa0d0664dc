using Microsoft.Extensions.Logging;

namespace Foray.Engines.Slurm;

/// <summary>Tells, once each, what keeps an array from going on.</summary>
internal sealed class ArrayWarnings(SlurmRun slurm, JobArray array)
{
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private string? _job;

    /// <summary>Looks at how the array stands.</summary>
    public void Look(ArrayReport report)
    {
        if (report.Job is { } job && _job is null)
        {
            _job = job;
            slurm.Run.Logger.LogInformation("{Count} cases are job array {Job} of Slurm", array.Wanted.Count, job);
        }

        if (!report.HasAnswered && report.Complaint is { } complaint && _told.Add(complaint))
            slurm.Run.Logger.LogWarning("Slurm does not answer on {Machine}: {Complaint}", slurm.Machine.Name, complaint);
        foreach (var state in report.States)
            if (state.IsStuck && _told.Add(state.Reason))
                slurm.Run.Logger.LogWarning("{Count} cases wait in the queue: Slurm says {State}", state.Indexes.Count, state.Describe());
    }

    /// <summary>The machine could not be asked.</summary>
    public void NotReached(string reason)
    {
        if (_told.Add(reason))
            slurm.Run.Logger.LogWarning("{Reason}", reason);
    }
}

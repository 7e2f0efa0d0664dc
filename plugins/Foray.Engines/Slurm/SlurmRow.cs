using Foray.Sdk.Experiments;

namespace Foray.Engines.Slurm;

/// <summary>A row through its attempts.</summary>
internal sealed class SlurmRow(IRow row)
{
    public IRow Row { get; } = row;

    /// <summary>Attempts in this run.</summary>
    public int Attempts { get; private set; }

    /// <summary>True where an earlier run began the attempt that goes on.</summary>
    public bool IsResumed { get; private set; } = row.Resumed;

    /// <summary>True once its end is recorded.</summary>
    public bool HasEnded { get; private set; }

    public void Begin(SlurmRun slurm)
    {
        IsResumed &= Attempts == 0;
        Attempts++;
        slurm.Run.Begin(Row, slurm.Machine);
    }

    public void End(SlurmRun slurm, RowOutcome outcome)
    {
        HasEnded = true;
        slurm.Run.End(Row, outcome with { Attempts = Attempts });
    }
}

namespace Foray.Engines.Slurm;

/// <summary>How a task ended, by its own record.</summary>
/// <param name="Index">Index of the task.</param>
/// <param name="ExitCode">Exit code of the script that decided; 0 where all ended so.</param>
/// <param name="Asked">True where Slurm asked it to end.</param>
/// <param name="Job">Slurm's name of the task.</param>
/// <param name="Node">The node that it ran on.</param>
internal sealed record TaskEnd(int Index, int ExitCode, bool Asked, string Job, string Node)
{
    /// <summary>The scripts that ran, in order.</summary>
    public IReadOnlyList<ScriptTimes> Scripts { get; init; } = [];

    /// <summary>What went wrong beside the scripts; null where nothing did.</summary>
    public string? Why { get; init; }

    /// <summary>True where only Slurm can tell what was behind it.</summary>
    public bool HasOutsideCause => Asked || ExitCode > 128;
}

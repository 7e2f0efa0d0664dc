namespace Foray.Experiments;

/// <summary>Where an experiment file's things lie. Nothing has to exist.</summary>
public sealed class ExperimentPaths
{
    /// <summary>Paths for an experiment file.</summary>
    /// <param name="file">Path of the file as the user gave it.</param>
    /// <param name="output">Output folder; null for <c>output</c> beside the file.</param>
    public ExperimentPaths(string file, string? output = null)
    {
        GivenFile = file;
        File = Path.GetFullPath(file);
        Folder = Path.GetDirectoryName(File)!;
        Output = output is null ? Path.Combine(Folder, "output") : Path.GetFullPath(output);
        State = Path.Combine(Output, ".foray", File.EndsWith(".yml", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(File) : Path.GetFileName(File));
    }

    /// <summary>The experiment file as the user gave it, for messages.</summary>
    public string GivenFile { get; }

    /// <summary>The experiment file.</summary>
    public string File { get; }

    /// <summary>Its folder.</summary>
    public string Folder { get; }

    /// <summary>Everything that runs leave.</summary>
    public string Output { get; }

    /// <summary>What must survive a crash: journal, lock, machines' folders.</summary>
    public string State { get; }

    /// <summary>The journal.</summary>
    public string Journal => Path.Combine(State, "journal");

    /// <summary>The lock of whoever works on the experiment.</summary>
    public string Lock => Path.Combine(State, "lock");

    /// <summary>Where sites keep what belongs to their machines.</summary>
    public string Machines => Path.Combine(State, "machines");

    /// <summary>A folder per run.</summary>
    public string Runs => Path.Combine(Output, "runs");

    /// <summary>The store of tracked runs.</summary>
    public string Tracking => Path.Combine(Output, "tracking");

    /// <summary>Link to the newest run.</summary>
    public string Latest => Path.Combine(Output, "latest");

    /// <summary>Folder of a run.</summary>
    public string Run(string id) => Path.Combine(Runs, id);
}

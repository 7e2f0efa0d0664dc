namespace Foray.Configuration.Checking;

/// <summary>What a check needs to know besides the file.</summary>
/// <param name="ExperimentFolder">Folder of the experiment file: relative paths start there.</param>
public sealed record CheckOptions(string ExperimentFolder)
{
    /// <summary>Says whether this computer has a program, given by name or path. Default: looks along <c>PATH</c>.</summary>
    public Func<string, bool> HasTool { get; init; } = ToolLookup.Has;

    /// <summary>Reads an environment variable. Default: of this process.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;
}

namespace Foray.Configuration.Checking;

/// <summary>What a check needs to know besides the file.</summary>
/// <param name="ExperimentFolder">Folder of the experiment file: relative paths start there.</param>
public sealed record CheckOptions(string ExperimentFolder)
{
    /// <summary>Says whether this computer has a program, given by name or path. Default: looks along <c>PATH</c>.</summary>
    public Func<string, bool> HasTool { get; init; } = ToolLookup.Has;

    /// <summary>Values of variables, to be used in place of those that their environment variables and files would give; a secret is always read. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads an environment variable. Default: of this process.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;
}

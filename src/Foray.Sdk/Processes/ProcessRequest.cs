namespace Foray.Sdk.Processes;

/// <summary>A program to run on this computer, as a child whose streams are pipes and which does not outlive its work.</summary>
/// <param name="Program">Path of the program, or a name to look up on <c>PATH</c>.</param>
/// <param name="Arguments">Its arguments; they pass no shell.</param>
public sealed record ProcessRequest(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>Folder to start it in. Default: the current one.</summary>
    public string? WorkingFolder { get; init; }

    /// <summary>Environment variables beyond Foray's own; null as a value removes one. Default: none.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Text for its standard input, which is then closed. Default: nothing.</summary>
    public string? Input { get; init; }

    /// <summary>After how long its process group is ended. Default: never.</summary>
    public TimeSpan? Timeout { get; init; }
}

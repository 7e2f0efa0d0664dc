namespace Foray.Sdk.Machines;

/// <summary>A program to run on a machine to its end, with its arguments as they are: no shell reads them.</summary>
/// <param name="Id">Names this very execution, as <see cref="CommandSpec.Id"/> does.</param>
/// <param name="Program">Path of the program, or a name that the machine looks up on its <c>PATH</c>. A relative path starts from <see cref="WorkingFolder"/>.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record ProgramSpec(string Id, string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>Folder to run in; a relative one lies below the machine's folder. Default: that folder.</summary>
    public string WorkingFolder { get; init; } = ".";

    /// <summary>Environment variables beyond the machine's own. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>How long the program and what it started may take to end when they are asked to. Default: 5 s.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);
}

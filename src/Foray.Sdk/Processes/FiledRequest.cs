namespace Foray.Sdk.Processes;

/// <summary>A program to run to its end, with what it prints going into files. Its standard input is <c>/dev/null</c>.</summary>
/// <param name="Program">Path of the program, relative to <paramref name="WorkingFolder"/> where it is not absolute, or a name to look up on the <c>PATH</c> of its environment (Foray's own where that has none).</param>
/// <param name="Arguments">Its arguments; they pass no shell.</param>
/// <param name="WorkingFolder">Absolute path of the folder to start it in; there already.</param>
/// <param name="Environment">Its whole environment. One variable is added, <c>FORAY_PROGRAM</c>, by which processes that escaped are found.</param>
/// <param name="OutputPath">Absolute path of the file for its standard output, which is made or emptied; its folder is there already.</param>
/// <param name="ErrorPath">Absolute path of the file for its standard error, likewise; another one than <paramref name="OutputPath"/>.</param>
public sealed record FiledRequest(
    string Program,
    IReadOnlyList<string> Arguments,
    string WorkingFolder,
    IReadOnlyDictionary<string, string> Environment,
    string OutputPath,
    string ErrorPath)
{
    /// <summary>How long the program, and what it leaves running, may take to end when they are asked to; zero kills at once. Default: 5 s.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);
}

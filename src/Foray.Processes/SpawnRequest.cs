namespace Foray.Processes;

/// <summary>A program to start in a session of its own.</summary>
/// <param name="Program">Path of the program.</param>
/// <param name="Arguments">Its arguments, its name being the first.</param>
/// <param name="WorkingFolder">Folder to start it in; null for the current one.</param>
/// <param name="Environment">Its whole environment, as <c>NAME=value</c>.</param>
/// <param name="Streams">Descriptors for its standard input, output and error; null for <c>/dev/null</c>.</param>
internal sealed record SpawnRequest(
    string Program,
    IReadOnlyCollection<string> Arguments,
    string? WorkingFolder,
    IReadOnlyCollection<string> Environment,
    IReadOnlyList<int?> Streams);

namespace Foray.Sdk.Processes;

/// <summary>A program to start in a session of its own, so that it goes on when Foray ends. Its standard streams are <c>/dev/null</c>; it redirects them itself.</summary>
/// <param name="Program">Absolute path of the program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="WorkingFolder">Folder to start it in.</param>
/// <param name="Environment">Its whole environment.</param>
public sealed record DetachedRequest(
    string Program,
    IReadOnlyList<string> Arguments,
    string WorkingFolder,
    IReadOnlyDictionary<string, string> Environment);

using Foray.Sdk.Plugins;

namespace Foray.Sdk.Programs;

/// <summary>A language that travelling programs are written in. A runtime never runs a program inside the host: it says which process does.</summary>
[PluginKind("runtime")]
public interface IRuntime
{
    /// <summary>Endings of the main files that it runs, with the dot, such as <c>.py</c>; all different, and the same list every time.</summary>
    IReadOnlyList<string> FileExtensions { get; }

    /// <summary>The worker for a program, the same one for the same program. Describing it starts nothing and changes nothing.</summary>
    /// <param name="folder">Folder with the program's files.</param>
    /// <param name="main">Path of the main file, relative to the folder. Any name is possible; it is handed on as it is, and never taken for an option or for code.</param>
    /// <exception cref="Diagnostics.DiagnosticException">The language's interpreter is missing.</exception>
    RuntimeWorker DescribeWorker(string folder, string main);
}

using Foray.Sdk.Plugins;

namespace Foray.Sdk.Programs;

/// <summary>A language that travelling programs are written in. A runtime never runs a program inside the host: it says which process does.</summary>
[PluginKind("runtime")]
public interface IRuntime
{
    /// <summary>Endings of the main files that it runs, with the dot, such as <c>.py</c>.</summary>
    IReadOnlyList<string> FileExtensions { get; }

    /// <summary>The worker for a program.</summary>
    /// <param name="folder">Folder with the program's files.</param>
    /// <param name="main">Path of the main file, relative to the folder.</param>
    /// <exception cref="Diagnostics.DiagnosticException">The language's interpreter is missing.</exception>
    RuntimeWorker DescribeWorker(string folder, string main);
}

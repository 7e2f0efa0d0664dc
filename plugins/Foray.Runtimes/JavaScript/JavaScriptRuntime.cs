using System.Runtime.InteropServices;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Plugins;
using Foray.Sdk.Programs;

namespace Foray.Runtimes.JavaScript;

/// <summary>Programs in JavaScript. They run in a worker that is a .NET program with Jint, an interpreter.</summary>
[Plugin("javascript")]
public sealed class JavaScriptRuntime : IRuntime
{
    /// <inheritdoc/>
    public IReadOnlyList<string> FileExtensions { get; } = [".js", ".mjs"];

    /// <inheritdoc/>
    /// <exception cref="DiagnosticException">The <c>dotnet</c> of the .NET that this process runs on is missing (FORAY378).</exception>
    public RuntimeWorker DescribeWorker(string folder, string main)
    {
        var home = DotNetHome();
        var dotnet = Path.Combine(home, "dotnet");
        if (!File.Exists(dotnet))
            throw RuntimesCodes.MissingInterpreter($"there is no '{dotnet}' to run programs in JavaScript", "install the .NET 10 runtime");
        var worker = Path.Combine(WorkerFiles.Folder, "javascript");
        return new RuntimeWorker(dotnet, ["exec", Path.Combine(worker, "Foray.Runtimes.Worker.dll"), $"./{main}"])
        {
            Environment = new Dictionary<string, string>
            {
                // No socket or pipe for debuggers in the temporary folder.
                ["DOTNET_EnableDiagnostics"] = "0",
                ["DOTNET_TieredPGO"] = "0",
            },
            ReadablePaths = [home, worker],
            // .NET reserves far more addresses than it uses.
            LimitsAddressSpace = false,
        };
    }

    /// <summary>Folder of the .NET that this process runs on: three above the libraries of its runtime.</summary>
    private static string DotNetHome() => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
}

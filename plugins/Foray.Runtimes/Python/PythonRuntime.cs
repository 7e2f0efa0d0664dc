using System.Globalization;
using System.Text;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Plugins;
using Foray.Sdk.Processes;
using Foray.Sdk.Programs;

namespace Foray.Runtimes.Python;

/// <summary>Programs in Python. They run in CPython 3.9 or newer, with its library alone.</summary>
[Plugin("python")]
[RequiresTool("python3", Remedy = "install python3")]
public sealed class PythonRuntime(IProcesses processes) : IRuntime
{
    private const int OldestMinor = 9;

    /// <summary>Names to look for; a version manager's script of the first name hides an interpreter that the system has.</summary>
    private static readonly string[] Names = ["python3", "/usr/bin/python3", "/usr/local/bin/python3", "/opt/homebrew/bin/python3"];

    /// <inheritdoc/>
    public IReadOnlyList<string> FileExtensions { get; } = [".py"];

    /// <inheritdoc/>
    /// <exception cref="DiagnosticException">There is no CPython 3.9 or newer (FORAY378).</exception>
    public RuntimeWorker DescribeWorker(string folder, string main)
    {
        var interpreter = Names.Select(processes.Find).OfType<string>().FirstOrDefault(path => !IsScript(path))
            ?? throw RuntimesCodes.MissingInterpreter("there is no Python to run programs in Python", "install CPython 3.9 or newer; Debian: apt install python3");
        var program = RealPath(interpreter);
        if (MinorVersion(program) is { } minor && minor < OldestMinor)
            throw RuntimesCodes.MissingInterpreter($"'{program}' is Python 3.{minor}, and programs need 3.{OldestMinor} or newer", "install CPython 3.9 or newer; Debian: apt install python3");
        var worker = Path.Combine(WorkerFiles.Folder, "python");
        return new RuntimeWorker(interpreter, ["-I", "-S", "-B", "-u", Path.Combine(worker, "worker.py"), $"./{main}"])
        {
            Environment = new Dictionary<string, string> { ["LANG"] = "C.UTF-8", ["PYTHONHASHSEED"] = "random" },
            ReadablePaths = [worker, .. LibraryOf(program)],
        };
    }

    /// <summary>The interpreter itself and its library, which lies beside its folder in all usual builds.</summary>
    private static IEnumerable<string> LibraryOf(string program)
    {
        yield return program;
        var prefix = Path.GetDirectoryName(Path.GetDirectoryName(program)) ?? "/usr";
        foreach (var library in new[] { Path.Combine(prefix, "lib"), Path.Combine(prefix, "lib64"), "/usr/lib", "/lib", "/lib64" }.Distinct())
        {
            if (Directory.Exists(library))
                yield return library;
        }
    }

    private static bool IsScript(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            Span<byte> start = stackalloc byte[2];
            return file.ReadAtLeast(start, 2, throwOnEndOfStream: false) == 2 && Encoding.ASCII.GetString(start) == "#!";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false; // the system tells more when it is started
        }
    }

    private static string RealPath(string path) => new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;

    /// <summary>The 11 of <c>python3.11</c>; null for other names.</summary>
    private static int? MinorVersion(string program)
    {
        const string Before = "python3.";
        var name = Path.GetFileName(program);
        return name.StartsWith(Before, StringComparison.Ordinal) && int.TryParse(name.AsSpan(Before.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var minor) ? minor : null;
    }
}

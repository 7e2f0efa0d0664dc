using Foray.Runners.References;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;

namespace Foray.Runners.Programs;

/// <summary>A reference that names a program behind a prefix: a file, or a program of the machine that runs it.</summary>
internal static class NamedProgram
{
    /// <summary>The program as a test; null where the reference has another prefix or none.</summary>
    /// <exception cref="DiagnosticException">It names a file that is not there, or cannot be executed.</exception>
    public static Runnable? Find(string reference, string prefix, string kind, string folder)
    {
        if (!reference.StartsWith(prefix, StringComparison.Ordinal))
            return null;
        var name = reference[prefix.Length..];
        if (ReferencePath.Find(name, folder) is not { } path)
            throw Missing($"'{reference}' names no program");
        if (File.Exists(path))
            return ProgramFile.IsExecutable(path) ? new Runnable(kind, name) : throw NotExecutable(name);
        // A name alone, or an absolute path, may be one of the machine that will run it.
        var mayBeElsewhere = !name.Contains('/') || name.StartsWith('/');
        return mayBeElsewhere && !Directory.Exists(path) ? new Runnable(kind, name) : throw Missing($"there is no file '{name}'");
    }

    /// <summary>Says that a file is not executable, and how to mend it.</summary>
    public static DiagnosticException NotExecutable(string name) =>
        new(Diagnostic.Error(RunnersCodes.NoTest, $"'{name}' is not executable", $"make it executable, if it is a program: chmod +x {name}"));

    private static DiagnosticException Missing(string message) => new(Diagnostic.Error(RunnersCodes.MissingProgram, message, "give the path of a file, or the name of a program on the PATH of the machine"));
}

using Foray.Sdk.Diagnostics;

namespace Foray.Processes;

/// <summary>Where programs are.</summary>
internal static class ProgramPath
{
    /// <summary>Absolute path of a program; null where it is neither an executable path nor on <c>PATH</c>.</summary>
    public static string? Find(string program)
    {
        if (program.Contains('/'))
            return IsExecutable(program) ? Path.GetFullPath(program) : null;
        return FindOn(Environment.GetEnvironmentVariable("PATH") ?? "", program);
    }

    /// <summary>Absolute path of a program that has this name in a folder of a <c>PATH</c>; null where there is none.</summary>
    public static string? FindOn(string folders, string name) => name.Length == 0
        ? null
        : folders.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.GetFullPath(Path.Combine(folder, name))).FirstOrDefault(IsExecutable);

    /// <summary>Why <see cref="Find"/> finds nothing.</summary>
    public static DiagnosticException WhyMissing(string program) =>
        program.Contains('/') && File.Exists(program) ? StartErrors.NotExecutable(program) : StartErrors.NotInstalled(program);

    private static bool IsExecutable(string path) => File.Exists(path) && LibC.Access(path, LibC.Executable) == 0;
}

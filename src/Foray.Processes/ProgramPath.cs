namespace Foray.Processes;

/// <summary>Where programs are.</summary>
internal static class ProgramPath
{
    /// <summary>Absolute path of a program; null where it is neither an executable path nor on <c>PATH</c>.</summary>
    public static string? Find(string program)
    {
        if (program.Contains('/'))
            return IsExecutable(program) ? Path.GetFullPath(program) : null;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return program.Length == 0
            ? null
            : folders.Select(folder => Path.GetFullPath(Path.Combine(folder, program))).FirstOrDefault(IsExecutable);
    }

    private static bool IsExecutable(string path) => File.Exists(path) && LibC.Access(path, LibC.Executable) == 0;
}

namespace Foray.Configuration.Checking;

/// <summary>Looks for programs on this computer.</summary>
internal static class ToolLookup
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static bool Has(string program)
    {
        if (program.Contains('/', StringComparison.Ordinal))
            return IsExecutable(program);
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            if (folder.Length > 0 && IsExecutable(Path.Combine(folder, program)))
                return true;
        return false;
    }

    private static bool IsExecutable(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & AnyExecute) != 0);
}

using System.Diagnostics;
using System.Globalization;
using System.Text;
using Foray.Sdk.Processes;

namespace Foray.Sdk.Testing.Hosts;

/// <summary>What the system tells about processes.</summary>
internal static class ProcessTable
{
    // Indices in what follows the name in /proc/PID/stat: its state, and its start in clock ticks since boot (field 22).
    private const int State = 0;
    private const int StartTime = 19;

    public static ProcessIdentity Identify(int pid) =>
        new(pid, ReadStat(pid) is { } stat ? long.Parse(stat[StartTime], CultureInfo.InvariantCulture) : 0, ReadText("/proc/sys/kernel/random/boot_id").Trim());

    /// <summary>True while the very process lives, a zombie does not.</summary>
    public static bool IsAlive(ProcessIdentity process)
    {
        if (!Directory.Exists("/proc/self"))
            return TryFind(process.Pid);
        return ReadStat(process.Pid) is { } stat && stat[State] != "Z"
            && (process.StartTime == 0 || stat[StartTime] == process.StartTime.ToString(CultureInfo.InvariantCulture));
    }

    public static void Signal(int pid, ProcessSignal signal)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"kill -s {Name(signal)} -- {pid} 2>/dev/null"));
        using var kill = Process.Start(start)!;
        kill.WaitForExit();
    }

    /// <summary>Living processes whose environment holds this very <c>NAME=value</c>; none where the system has no <c>/proc</c>.</summary>
    public static IReadOnlyList<int> FindMarked(string variable) => Directory.Exists("/proc/self")
        ? [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && ReadText($"/proc/{pid}/environ").Split('\0').Contains(variable) && IsAlive(new ProcessIdentity(pid, 0, "")))]
        : [];

    private static string[]? ReadStat(int pid)
    {
        var text = ReadText($"/proc/{pid}/stat");
        return text.Length == 0 ? null : text[(text.LastIndexOf(')') + 2)..].Split(' ');
    }

    // A process may end, or belong to somebody else.
    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path, Encoding.UTF8);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static bool TryFind(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string Name(ProcessSignal signal) => signal switch { ProcessSignal.Interrupt => "INT", ProcessSignal.Kill => "KILL", _ => "TERM" };
}

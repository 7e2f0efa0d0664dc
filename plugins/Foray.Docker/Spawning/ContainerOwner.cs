using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Foray.Docker.Engines;
using Foray.Sdk.Processes;

namespace Foray.Docker.Spawning;

/// <summary>The process that made containers, so that others know when nobody takes care of them any more.</summary>
/// <param name="Computer">Names the computer, and there the world of processes in which the number means something.</param>
/// <param name="Process">The process.</param>
internal sealed record ContainerOwner(string Computer, ProcessIdentity Process)
{
    private const char Separator = '/';
    private const int ShortHash = 8;

    // Index in what follows the program's name in /proc/PID/stat: the start in clock ticks since boot (field 22 of proc_pid_stat(5)).
    private const int StartTime = 19;

    /// <summary>This process.</summary>
    public static ContainerOwner Here()
    {
        var world = $"{ThisComputer.Describe()}\n{new FileInfo("/proc/self/ns/pid").LinkTarget}";
        var computer = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(world)).AsSpan(0, ShortHash));
        return new ContainerOwner(computer, new ProcessIdentity(Environment.ProcessId, ReadStartTime(), ReadBootId()));
    }

    /// <summary>Reads what <see cref="ToString"/> wrote; null where somebody else wrote it.</summary>
    public static ContainerOwner? Parse(string text) =>
        text.Split(Separator) is [var computer, var pid, var start, var boot]
        && int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && long.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            ? new ContainerOwner(computer, new ProcessIdentity(number, ticks, boot))
            : null;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Computer}{Separator}{Process.Pid}{Separator}{Process.StartTime}{Separator}{Process.BootId}");

    private static long ReadStartTime()
    {
        if (!File.Exists("/proc/self/stat"))
            return 0;
        var stat = File.ReadAllText("/proc/self/stat");
        return long.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[StartTime], CultureInfo.InvariantCulture);
    }

    private static string ReadBootId() => File.Exists("/proc/sys/kernel/random/boot_id") ? File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim() : "";
}

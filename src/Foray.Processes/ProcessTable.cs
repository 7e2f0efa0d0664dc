using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Foray.Sdk.Processes;

namespace Foray.Processes;

/// <summary>The kernel's process table, read from <c>/proc</c>. Where there is none (macOS), a process is only known by its pid.</summary>
internal static unsafe class ProcessTable
{
    private const int ParentField = 1;
    private const int GroupField = 2;
    private const int ThreadsField = 17;
    private const int StartTimeField = 19;
    private const int FewNumbers = 500;
    private const int KernelThreads = 2; // the process whose children they are

    private static readonly string BootId = ReadBootId();

    /// <summary>False where the system has no <c>/proc</c>.</summary>
    public static bool Exists => BootId.Length > 0;

    public static ProcessIdentity Identify(int pid) => new(pid, State(pid)?.StartTime ?? 0, BootId);

    public static bool IsAlive(ProcessIdentity process)
    {
        if (process.Pid <= 1 || process.BootId != BootId)
            return false;
        return Exists
            ? State(process.Pid) is { Ended: false } state && state.StartTime == process.StartTime
            : IsKnown(process.Pid);
    }

    /// <summary>
    /// Whether the number still stands for this process or the group it led. Once the leader is gone its number stays taken while its group has members,
    /// so a number without a process is not a stranger's.
    /// </summary>
    public static bool OwnsGroup(ProcessIdentity leader) =>
        leader.Pid > 1 && leader.BootId == BootId && (State(leader.Pid) is not { } state || state.StartTime == leader.StartTime);

    /// <summary>Whether any process, zombies included, has the pid; a negative number asks for a group.</summary>
    public static bool IsKnown(int pid) => LibC.Kill(pid, 0) == 0 || Marshal.GetLastPInvokeError() == LibC.NotPermitted;

    /// <summary>Living processes of the group.</summary>
    public static IEnumerable<ProcessIdentity> Members(ProcessIdentity leader) =>
        from pid in Pids()
        let state = State(pid)
        where state is { Ended: false } && state.Value.Group == leader.Pid
        select new ProcessIdentity(pid, state.Value.StartTime, BootId);

    /// <summary>Living processes, other than this one, that were started with the variable at this value.</summary>
    public static IEnumerable<ProcessIdentity> Marked(string variable, string value)
    {
        var entry = Encoding.UTF8.GetBytes($"\0{variable}={value}\0");
        return from pid in Pids()
               where pid != Environment.ProcessId && HasEntry(pid, entry)
               let state = State(pid)
               where state is { Ended: false }
               select new ProcessIdentity(pid, state.Value.StartTime, BootId);
    }

    /// <summary>Living processes whose parent, or their parent's, and so on, is the given one.</summary>
    public static List<ProcessIdentity> Descendants(int ancestor)
    {
        var children = (from pid in Pids()
                        let state = State(pid)
                        where state is not null
                        select (Pid: pid, State: state.Value)).ToLookup(process => process.State.Parent);
        List<ProcessIdentity> living = [];
        var parents = new Stack<int>([ancestor]);
        while (parents.TryPop(out var parent))
        {
            foreach (var (pid, state) in children[parent])
            {
                parents.Push(pid);
                if (!state.Ended)
                    living.Add(new ProcessIdentity(pid, state.StartTime, BootId));
            }
        }

        return living;
    }

    /// <summary>
    /// Whether a process that has ended may have left others, in its group or with its mark; true where that is not certain. Numbers are allotted upwards, so that
    /// only those after its own have to be looked at, up to the last one that was given (<c>/proc/loadavg</c>, field 5), unless they are many or began anew.
    /// </summary>
    public static bool MayHaveLeft(ProcessIdentity leader, Mark mark)
    {
        if (!Exists || (OwnsGroup(leader) && IsKnown(-leader.Pid)))
            return true;
        var entry = Encoding.UTF8.GetBytes($"\0{mark.Variable}={mark.Value}\0");
        var last = ReadLastPid();
        var candidates = last >= leader.Pid && last - leader.Pid <= FewNumbers ? Enumerable.Range(leader.Pid + 1, last - leader.Pid) : Pids();
        return candidates.Any(pid => MayHaveEntry(pid, entry));
    }

    private static int ReadLastPid()
    {
        var content = Read("/proc/loadavg");
        try
        {
            ReadOnlySpan<byte> text = content;
            return Utf8Parser.TryParse(text[(text.LastIndexOf((byte)' ') + 1)..], out int last, out _) ? last : -1;
        }
        finally
        {
            Return(content);
        }
    }

    private static string ReadBootId()
    {
        const string Path = "/proc/sys/kernel/random/boot_id";
        return File.Exists(Path) ? File.ReadAllText(Path).Trim() : "";
    }

    private static IEnumerable<int> Pids()
    {
        if (!Exists)
            yield break;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
                yield return pid;
        }
    }

    private static ProcessState? State(int pid)
    {
        if (!Exists)
            return null;
        var content = Read($"/proc/{pid}/stat");
        try
        {
            return content.Count == 0 ? null : Parse(content);
        }
        finally
        {
            Return(content);
        }
    }

    private static ProcessState Parse(ReadOnlySpan<byte> stat)
    {
        // The second field is the program's name in parentheses, which may itself hold blanks and parentheses.
        var rest = stat[(stat.LastIndexOf((byte)')') + 2)..];
        // A leader whose thread has ended while others run on is shown as a zombie too.
        var ended = rest[0] is (byte)'Z' or (byte)'X' && Number(rest, ThreadsField) <= 1;
        return new ProcessState((int)Number(rest, ParentField), (int)Number(rest, GroupField), Number(rest, StartTimeField), ended);
    }

    private static long Number(ReadOnlySpan<byte> fields, int index)
    {
        for (; index > 0; index--)
            fields = fields[(fields.IndexOf((byte)' ') + 1)..];
        return Utf8Parser.TryParse(fields, out long number, out _)
            ? number
            : throw new FormatException("a field of /proc/PID/stat is not a number");
    }

    private static bool HasEntry(int pid, ReadOnlySpan<byte> entry)
    {
        var content = Read($"/proc/{pid}/environ");
        try
        {
            return HoldsEntry(content, entry);
        }
        finally
        {
            Return(content);
        }
    }

    /// <summary>True as well for one of ours that shows no environment because it is in the middle of an exec.</summary>
    private static bool MayHaveEntry(int pid, ReadOnlySpan<byte> entry)
    {
        var content = Read($"/proc/{pid}/environ");
        try
        {
            return HoldsEntry(content, entry) || (content is { Count: 0, Array.Length: > 0 } && State(pid) is { Ended: false, Parent: not KernelThreads });
        }
        finally
        {
            Return(content);
        }
    }

    private static bool HoldsEntry(ReadOnlySpan<byte> environment, ReadOnlySpan<byte> entry) =>
        environment.StartsWith(entry[1..]) || environment.IndexOf(entry) >= 0;

    /// <summary>A whole file in a rented array; empty where it cannot be read, as when the process is gone or another user's.</summary>
    private static ArraySegment<byte> Read(string path)
    {
        var descriptor = LibC.OpenForReading(path);
        if (descriptor < 0)
            return ArraySegment<byte>.Empty;
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        var length = 0;
        while (ReadSome(descriptor, buffer.AsSpan(length)) is var count and > 0)
        {
            length += count;
            if (length == buffer.Length)
                buffer = Grow(buffer);
        }

        _ = LibC.Close(descriptor);
        return new ArraySegment<byte>(buffer, 0, length);
    }

    private static int ReadSome(int descriptor, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
            return (int)LibC.Read(descriptor, start, (nuint)buffer.Length);
    }

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static void Return(ArraySegment<byte> content)
    {
        if (content.Array is { Length: > 0 } array)
            ArrayPool<byte>.Shared.Return(array);
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using Foray.Sdk.Processes;

namespace Foray.Processes;

/// <summary>Starts processes and reaps each as soon as it ends, whether or not anybody waits for it.</summary>
internal sealed class Children(Poller poller)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(50);
    private readonly ConcurrentDictionary<ProcessIdentity, Child> _running = new();

    static Children() => RestoreChildSignal();

    public Child Start(SpawnRequest request)
    {
        poller.RefuseAfterEnd();
        return Adopt(Spawner.Spawn(request));
    }

    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">It cannot be started.</exception>
    public unsafe Child Start(FiledProgram program)
    {
        poller.RefuseAfterEnd();
        fixed (byte* message = program.Message)
        {
            using var parsed = new ProgramMessage(message);
            var error = Spawner.TrySpawn(parsed.Program, out var pid);
            return error == 0 ? Adopt(pid) : throw StartErrors.From(error, program.Request);
        }
    }

    public Child? Find(ProcessIdentity process) => _running.GetValueOrDefault(process);

    private Child Adopt(int pid)
    {
        var child = new Child(ProcessTable.Identify(pid));
        _running[child.Identity] = child;
        ReapAtEnd(child);
        return child;
    }

    /// <summary>A parent may have left SIGCHLD ignored; then the kernel throws exit codes away.</summary>
    private static void RestoreChildSignal()
    {
        const int Child = 17;
        const string Field = "SigIgn:";
        if (!OperatingSystem.IsLinux())
            return;
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(Field, StringComparison.Ordinal));
        var ignored = ulong.Parse(line.AsSpan(Field.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        if ((ignored & (1UL << (Child - 1))) != 0)
            _ = LibC.SetSignalAction(Child, 0);
    }

    private void ReapAtEnd(Child child)
    {
        var pidfd = LibC.OpenPidfd(child.Identity.Pid);
        if (pidfd < 0)
        {
            _ = ReapByAskingAsync(child);
            return;
        }

        poller.Add(pidfd, LibC.PollIn, () =>
        {
            _ = LibC.Close(pidfd);
            if (!TryReap(child))
                _ = ReapByAskingAsync(child);
        });
    }

    /// <summary>For systems without pidfds, and for children whose end a debugger sees first.</summary>
    private async Task ReapByAskingAsync(Child child)
    {
        for (var delay = TimeSpan.FromMilliseconds(1); !TryReap(child); delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay)
            await Task.Delay(delay);
    }

    private bool TryReap(Child child)
    {
        if (LibC.Reap(child.Identity.Pid, out var status, out var usage) == 0)
            return false;
        _running.TryRemove(KeyValuePair.Create(child.Identity, child));
        child.Reaped(status, usage);
        return true;
    }
}

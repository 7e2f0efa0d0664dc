using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
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
        var pid = Spawner.Spawn(request);
        var child = new Child(ProcessTable.Identify(pid));
        _running[child.Identity] = child;
        ReapAtEnd(child);
        return child;
    }

    public Child? Find(ProcessIdentity process) => _running.GetValueOrDefault(process);

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
        int result;
        int status;
        do
            result = LibC.WaitPid(child.Identity.Pid, out status, LibC.WaitNoHang);
        while (result < 0 && Marshal.GetLastPInvokeError() == LibC.InterruptedCall);
        if (result == 0)
            return false;
        _running.TryRemove(KeyValuePair.Create(child.Identity, child));
        child.Reaped(status);
        return true;
    }
}

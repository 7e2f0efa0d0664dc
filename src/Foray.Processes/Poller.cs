using System.Runtime.InteropServices;

namespace Foray.Processes;

/// <summary>One thread that waits for all descriptors (pidfds, pipes), so that waiting for a process or its output costs no thread each.</summary>
internal sealed class Poller : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Watch> _watches = [];
    private readonly Pipe _wake = new();
    private bool _started;
    private bool _woken;
    private bool _disposed;

    /// <summary>Whether a read or write would not block now.</summary>
    public static unsafe bool IsReady(int descriptor, short events)
    {
        var poll = new PollDescriptor { Descriptor = descriptor, Events = events };
        return LibC.Poll(&poll, 1, 0) > 0;
    }

    /// <summary>Throws once the poller takes no more watches.</summary>
    public void RefuseAfterEnd() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed), this);

    /// <summary>Calls back once, on the poller's thread, when the descriptor is ready. The callback must be short and must not throw.</summary>
    public Watch Add(int descriptor, short events, Action ready)
    {
        var watch = new Watch(descriptor, events, ready);
        lock (_gate)
        {
            RefuseAfterEnd();
            _watches.Add(watch);
            if (_started)
                Wake();
            else
                StartThread();
        }

        return watch;
    }

    /// <summary>Gives up a watch. False where its callback has been or is being called.</summary>
    public bool Remove(Watch watch)
    {
        lock (_gate)
        {
            if (!_watches.Remove(watch))
                return false;
            Wake();
            return true;
        }
    }

    /// <summary>Waits until the descriptor is ready.</summary>
    public async Task ReadyAsync(int descriptor, short events, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var watch = Add(descriptor, events, ready.SetResult);
        await using var registration = cancellationToken.UnsafeRegister(
            _ =>
            {
                if (Remove(watch))
                    ready.SetCanceled(cancellationToken);
            },
            null);
        await ready.Task;
    }

    /// <summary>Takes no new watches; the thread ends with the last one, so that children are still reaped.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            if (_started)
                Wake();
            else
                _wake.Dispose();
        }
    }

    private void StartThread()
    {
        _started = true;
        new Thread(Run) { IsBackground = true, Name = "Foray poller" }.Start();
    }

    private void Wake()
    {
        if (_woken)
            return;
        _woken = true;
        _wake.Write([0]);
    }

    private void Run()
    {
        while (Snapshot() is { } watches)
        {
            var descriptors = Describe(watches);
            Wait(descriptors);
            if (descriptors[^1].Ready != 0)
                TakeWake();
            for (var i = 0; i < watches.Length; i++)
            {
                if (descriptors[i].Ready != 0 && Take(watches[i]))
                    watches[i].Ready();
            }
        }
    }

    private Watch[]? Snapshot()
    {
        lock (_gate)
        {
            if (!_disposed || _watches.Count > 0)
                return [.. _watches];
            _wake.Dispose();
            return null;
        }
    }

    private PollDescriptor[] Describe(Watch[] watches)
    {
        var descriptors = new PollDescriptor[watches.Length + 1];
        for (var i = 0; i < watches.Length; i++)
            descriptors[i] = new PollDescriptor { Descriptor = watches[i].Descriptor, Events = watches[i].Events };
        descriptors[^1] = new PollDescriptor { Descriptor = (int)_wake.ReadEnd.DangerousGetHandle(), Events = LibC.PollIn };
        return descriptors;
    }

    private static unsafe void Wait(PollDescriptor[] descriptors)
    {
        fixed (PollDescriptor* first = descriptors)
        {
            if (LibC.Poll(first, (nuint)descriptors.Length, -1) < 0 && Marshal.GetLastPInvokeError() != LibC.InterruptedCall)
                throw new InvalidOperationException($"poll failed: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    private void TakeWake()
    {
        lock (_gate)
        {
            _woken = false;
            _wake.Read(stackalloc byte[1]);
        }
    }

    private bool Take(Watch watch)
    {
        lock (_gate)
            return _watches.Remove(watch);
    }

    /// <summary>One descriptor that is waited for.</summary>
    internal sealed class Watch(int descriptor, short events, Action ready)
    {
        public int Descriptor => descriptor;

        public short Events => events;

        public Action Ready => ready;
    }
}

namespace Foray.Runtimes.Worker;

/// <summary>The worker of a JavaScript program: speaks the bastion protocol and runs one program.</summary>
internal static class Program
{
    /// <summary>Bytes: some thousand calls deep; the engine answers deeper recursion with a RangeError. An error that leaves more frames takes seconds to do so.</summary>
    private const int StackSize = 4 << 20;

    /// <summary>Bytes that the worker itself may take; the rest is the program's heap.</summary>
    private const long OwnMemory = 64L << 20;

    private static int Main()
    {
        var heap = LimitHeap();
        var thread = new Thread(() => RunProgram(heap), StackSize);
        thread.Start();
        thread.Join();
        return 0;
    }

    private static void RunProgram(long? heap)
    {
        using var channel = new LineChannel();
        using var run = new ProgramRun(channel, heap);
        run.Run();
    }

    /// <summary>The largest heap in bytes, from <c>FORAY_PROGRAM_MEMORY</c>; null where it is not set.</summary>
    private static long? LimitHeap()
    {
        if (!long.TryParse(Environment.GetEnvironmentVariable("FORAY_PROGRAM_MEMORY"), out var memory) || memory <= 0)
            return null;
        var heap = Math.Max(memory - OwnMemory, memory / 2);
        AppContext.SetData("GCHeapHardLimit", (ulong)heap);
        GC.RefreshMemoryLimit();
        return heap;
    }
}

using System.Runtime.InteropServices;

namespace Foray.Processes.Wardens;

/// <summary>How a program came to its end, as its warden tells it: always as many bytes, and few enough to be written at once.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct WardenReply
{
    /// <summary>What a warden writes once, before its first reply.</summary>
    public static ReadOnlySpan<byte> Greeting => "foray-w1"u8;

    /// <summary>Error number of the start; 0 where the program ran.</summary>
    public int StartError;

    /// <summary>See <see cref="ExitStatus"/>.</summary>
    public int Status;

    /// <summary>When it started, in <see cref="DateTime.Ticks"/> of UTC.</summary>
    public long Started;

    /// <summary>How long it ran, in ticks of 100 ns.</summary>
    public long Elapsed;

    public ResourceUsage Usage;

    /// <summary>How many processes it had left running.</summary>
    public int LeftRunning;

    /// <summary>One that could not be ended; 0 where all have.</summary>
    public int Survivor;
}

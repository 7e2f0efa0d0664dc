using System.Globalization;
using Foray.Sdk.Options;

namespace Foray.Stations.Programs.Sandbox;

/// <summary>Tells which limit a worker has broken.</summary>
/// <param name="limits">Its limits.</param>
/// <param name="start">What it had used when they began to count.</param>
internal sealed class WorkerWatch(ProgramLimits limits, WorkerUse start)
{
    private const int ProcessorSignal = 128 + 24; // SIGXCPU: the system's own limit

    /// <summary>The limit that it breaks, as a sentence; null for none.</summary>
    /// <param name="use">What it uses now.</param>
    /// <param name="elapsed">Time since the limits began to count.</param>
    public string? Breach(WorkerUse use, TimeSpan elapsed)
    {
        if (use.Memory > limits.Memory)
            return $"it used more than {Write(new ByteSize(limits.Memory))} of memory";
        if (use.Processor - start.Processor > limits.Cpu)
            return ProcessorBreach();
        return elapsed > limits.Time ? $"it ran longer than {Write(limits.Time)}" : null;
    }

    /// <summary>The limit that a worker broke that ended with this exit code; null where it tells of none.</summary>
    public string? Breach(int exitCode) => exitCode == ProcessorSignal ? ProcessorBreach() : null;

    private string ProcessorBreach() => $"it used more than {Write(limits.Cpu)} of processor time";

    private static string Write(ByteSize size)
    {
        var text = size.ToString();
        var unit = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return $"{text.AsSpan(0, unit)} {text.AsSpan(unit)}";
    }

    private static string Write(TimeSpan time) => time.Ticks % TimeSpan.TicksPerHour == 0
        ? $"{(long)time.TotalHours} h"
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");
}

namespace Example.SystemCollector;

/// <summary>What the kernel told at one moment.</summary>
internal sealed record Snapshot(ProcessorTime Processor, Memory Memory, DiskBytes Disks, NetworkBytes Network, IReadOnlyList<ProcessTime> Processes);

/// <summary>Time of all processors since boot, in ticks.</summary>
internal readonly record struct ProcessorTime(double Busy, double Total);

/// <summary>Memory in bytes.</summary>
internal readonly record struct Memory(double Total, double Available, double SwapTotal, double SwapFree);

/// <summary>What disks have read and written since boot, in bytes.</summary>
internal readonly record struct DiskBytes(double Read, double Written);

/// <summary>What the network has received and sent since boot, in bytes.</summary>
internal readonly record struct NetworkBytes(double Received, double Sent);

/// <summary>A process and the time it has had, in seconds. Pid and start tell it from another one that gets the same pid later.</summary>
internal sealed record ProcessTime(string Pid, string Start, string Name, double Seconds);

namespace Foray.Processes;

/// <summary>What <c>/proc/PID/stat</c> tells of a process.</summary>
/// <param name="Parent">Its parent.</param>
/// <param name="Group">Its process group.</param>
/// <param name="StartTime">Clock ticks between boot and its start.</param>
/// <param name="Ended">True where it has ended and only waits to be reaped.</param>
internal readonly record struct ProcessState(int Parent, int Group, long StartTime, bool Ended);

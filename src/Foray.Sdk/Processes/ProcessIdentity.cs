namespace Foray.Sdk.Processes;

/// <summary>Names one process for good, also after the number has been given to another: pid, start time and boot.</summary>
/// <param name="Pid">The process's number, which is also its group's and session's.</param>
/// <param name="StartTime">Start in clock ticks since boot as the kernel tells it (field 22 of <c>/proc/PID/stat</c>); 0 where the system has no such file.</param>
/// <param name="BootId">Identity of the boot (<c>/proc/sys/kernel/random/boot_id</c>); empty where unknown.</param>
public sealed record ProcessIdentity(int Pid, long StartTime, string BootId);

using System.Globalization;

namespace Foray.Collectors.Tests;

/// <summary>What <c>measure.sh</c> prints on a machine of two threads on one core.</summary>
internal sealed record KernelSample(double Busy, double Idle, double Uptime, long Sectors, long Bytes)
{
    public IReadOnlyList<(string Pid, string Name, int Ticks, int Start)> Processes { get; init; } = [];

    public static KernelSample Full() => new(Busy: 110, Idle: 140, Uptime: 1000, Sectors: 1000, Bytes: 5000);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        ==> /proc/stat <==
        cpu  {Busy} 0 0 {Idle} 0 0 0 0 7 7
        cpu0 {Busy} 0 0 {Idle} 0 0 0 0 7 7
        cpu1 {Busy} 0 0 {Idle} 0 0 0 0 7 7
        intr 1 2 3
        btime 1700000000

        ==> /proc/meminfo <==
        MemTotal:           8000 kB
        MemFree:             100 kB
        MemAvailable:       2000 kB
        SwapTotal:           400 kB
        SwapFree:            200 kB

        ==> /proc/diskstats <==
           7       0 loop0 1 0 99 0 1 0 99 0 0 0 0
         254       0 vda 1 0 {Sectors} 0 1 0 {Sectors} 0 0 0 0
         254       1 vda1 1 0 {Sectors} 0 1 0 {Sectors} 0 0 0 0
         253       0 dm-0 1 0 {Sectors} 0 1 0 {Sectors} 0 0 0 0
         259       0 nvme0n1p1 1 0 {Sectors} 0 1 0 {Sectors} 0 0 0 0

        ==> /proc/loadavg <==
        0.50 0.40 0.30 1/200 4242

        ==> /proc/uptime <==
        {Uptime} 5.0

        ==> /sys/devices/system/cpu/cpu0/topology/thread_siblings_list <==
        0-1

        ==> /sys/devices/system/cpu/cpu1/topology/thread_siblings_list <==
        0-1

        ==> /proc/net/dev <==
        Inter-|   Receive                                                |  Transmit
         face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
            lo:   99       1    0    0    0     0          0         0     99       1    0    0    0     0       0          0
          eth0:{Bytes}       1    0    0    0     0          0         0     {Bytes}       1    0    0    0     0       0          0
        {string.Concat(Processes.Select(process => $"\n==> /proc/{process.Pid}/stat <==\n{process.Pid} ({process.Name}) S 1 1 1 0 -1 0 0 0 0 0 {process.Ticks} 0 0 0 20 0 1 0 {process.Start} 1000 100 0\n"))}
        ==> /proc/cpuinfo <==
        cpu MHz		: 2400.000

        ==> /proc/self/smaps <==
        KernelPageSize:        4 kB

        ==> df <==
        Filesystem     1024-blocks  Used Available Capacity Mounted on
        /dev/vda1             1000   200       600      25% /
        my share:/x           1000   500       500      50% /mnt/my share

        """);
}

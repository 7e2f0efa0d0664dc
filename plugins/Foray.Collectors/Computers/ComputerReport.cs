namespace Foray.Collectors.Computers;

/// <summary>Turns what a computer told into metrics.</summary>
internal sealed class ComputerReport(SystemCollectorOptions options, Measurement measurement)
{
    /// <summary>Reports what is so now.</summary>
    public void AddLevels(ComputerState now)
    {
        Add("cpu_count_logical", now.Processors.Cores.Count is > 0 and var count ? count : null, "cores");
        Add("cpu_count_physical", now.Processors.Physical, "cores");
        Add("cpu_frequency", now.Processors.Frequency, "MHz");
        AddMemory(now.Memory);
        AddSpace("disk", now.Root);
        AddSpace("run_disk", now.RunFolder);
        Add("disk_read_bytes", now.Disks.In, "bytes");
        Add("disk_write_bytes", now.Disks.Out, "bytes");
        Add("network_bytes_recv", now.Network.In, "bytes");
        Add("network_bytes_sent", now.Network.Out, "bytes");
        Add("load_1m", now.Loads[0], "tasks");
        Add("load_5m", now.Loads[1], "tasks");
        Add("load_15m", now.Loads[2], "tasks");
        Add("uptime", now.Uptime, "s");
    }

    /// <summary>Reports what has changed since the measurement before.</summary>
    public void AddRates(ComputerState before, ComputerState now, double seconds)
    {
        if (now.Processors.Time is { } time && before.Processors.Time is { } earlier)
            Add("cpu_percent", time.PercentSince(earlier), "percent");
        if (options.PerCore)
            AddCores(before.Processors, now.Processors);
        var disks = now.Disks.RatesSince(before.Disks, seconds);
        Add("disk_read_bytes_rate", disks.In, "bytes/s");
        Add("disk_write_bytes_rate", disks.Out, "bytes/s");
        var network = now.Network.RatesSince(before.Network, seconds);
        Add("network_bytes_recv_rate", network.In, "bytes/s");
        Add("network_bytes_sent_rate", network.Out, "bytes/s");
        AddProcesses(before, now, seconds);
    }

    private void AddMemory(MemorySizes memory)
    {
        Add("memory_total", memory.Total, "bytes");
        Add("memory_available", memory.Available, "bytes");
        Add("memory_used", memory.Total - memory.Available, "bytes");
        Add("memory_percent", Percent(memory.Total - memory.Available, memory.Total), "percent");
        Add("swap_total", memory.SwapTotal, "bytes");
        Add("swap_used", memory.SwapTotal - memory.SwapFree, "bytes");
        Add("swap_percent", Percent(memory.SwapTotal - memory.SwapFree, memory.SwapTotal), "percent");
    }

    private void AddSpace(string name, DiskSpace? space)
    {
        Add($"{name}_total", space?.Total, "bytes");
        Add($"{name}_used", space?.Used, "bytes");
        Add($"{name}_available", space?.Available, "bytes");
        Add($"{name}_percent", space?.UsedPercent, "percent");
    }

    private void AddCores(Processors before, Processors now)
    {
        foreach (var (core, time) in now.Cores)
        {
            if (before.Cores.TryGetValue(core, out var earlier))
                Add($"cpu/{core}/percent", time.PercentSince(earlier), "percent");
        }
    }

    private void AddProcesses(ComputerState before, ComputerState now, double seconds)
    {
        foreach (var (process, percent) in ProcessTime.Busiest(before.Processes, now.Processes, seconds, options.ProcessLimit))
        {
            var name = $"system/process/{MetricName.Part(process.Name)}-{process.Pid}";
            measurement.Add($"{name}/cpu_percent", percent, "percent", ("process", process.Name), ("pid", process.Pid));
            measurement.Add($"{name}/memory_percent", Percent(process.Pages * now.PageSize, now.Memory.Total), "percent", ("process", process.Name), ("pid", process.Pid));
        }
    }

    private static double? Percent(double? part, double? whole) => whole > 0 ? 100 * part / whole : null;

    private void Add(string name, double? value, string unit) => measurement.Add($"system/{name}", value, unit);
}

using System.Globalization;
using Foray.Sdk.Machines;

namespace Foray.Engines.Slurm;

/// <summary>What Foray asks of sbatch.</summary>
internal static class SbatchText
{
    /// <summary>Options that decide on what a case runs, and so what its result depends on.</summary>
    public static IEnumerable<string> Resources(SlurmOptions options)
    {
        if (options.Partition is { } partition)
            yield return $"--partition={partition}";
        if (options.Nodes is { } nodes)
            yield return string.Create(CultureInfo.InvariantCulture, $"--nodes={nodes}");
        if (options.Tasks is { } tasks)
            yield return string.Create(CultureInfo.InvariantCulture, $"--ntasks={tasks}");
        if (options.Cpus is { } cpus)
            yield return string.Create(CultureInfo.InvariantCulture, $"--cpus-per-task={cpus}");
        if (options.Memory is { } memory)
            yield return string.Create(CultureInfo.InvariantCulture, $"--mem={Math.Max(1, (memory.Bytes + 1023) / 1024)}K");
        if (options.Gpus is { } gpus)
            yield return string.Create(CultureInfo.InvariantCulture, $"--gpus={gpus}");
        if (options.Gres is { } gres)
            yield return $"--gres={gres}";
    }

    /// <summary>The arguments for an array. They win over the options that the user wrote, which stand in the job's script.</summary>
    /// <param name="options">The options.</param>
    /// <param name="name">Name of the job.</param>
    /// <param name="tasks">Number of its tasks.</param>
    public static IEnumerable<string> Arguments(SlurmOptions options, string name, int tasks)
    {
        var most = options.ArrayLimit is { } limit ? string.Create(CultureInfo.InvariantCulture, $"%{limit}") : "";
        yield return "--parsable";
        yield return "--no-requeue";
        yield return string.Create(CultureInfo.InvariantCulture, $"--array=0-{tasks - 1}{most}");
        yield return $"--job-name={name}";
        yield return $"--comment=foray: {options.Name}";
        if (options.Account is { } account)
            yield return $"--account={account}";
        if (options.Qos is { } qos)
            yield return $"--qos={qos}";
        if (options.TimeLimit is { } time)
            yield return $"--time={Time(time)}";
        foreach (var resource in Resources(options))
            yield return resource;
    }

    /// <summary>The function of keeper.sh that submits.</summary>
    public static string Submit(IEnumerable<string> arguments) =>
        $$"""submit() { sbatch {{string.Join(' ', arguments.Select(ShellText.Quote))}} --output="$root/$array/log" --open-mode=append "$root/$array/task.sh" "$root" "$array"; }""";

    /// <summary>The job's script: Slurm reads options from the comments at its beginning.</summary>
    public static string Script(SlurmOptions options) =>
        string.Concat(options.Options.Select(option => $"#SBATCH {option}\n").Prepend("#!/bin/sh\n")) + SlurmText.Task;

    /// <summary>A duration as Slurm writes it: days-hours:minutes:seconds.</summary>
    public static string Time(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.Days}-{time.Hours:00}:{time.Minutes:00}:{time.Seconds + (time.Ticks % TimeSpan.TicksPerSecond == 0 ? 0 : 1):00}");
}

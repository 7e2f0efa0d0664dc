using System.Globalization;

namespace Foray.Bench.Jobs;

/// <summary>A job of copies of <c>/bin/true</c>, two at a time, its results written as json and xunit: beside a C program that only starts them, and a shell loop.</summary>
internal static class JobBenchmarks
{
    public const string Name = "jobs";
    private const string Test = "/bin/true";
    private const int Short = 300;
    private const int Medium = 1000;
    private const int Long = 10_000;
    private const int Parallel = 2;
    private const int Rounds = 5;
    private const int LongRounds = 2;
    private const string NoCompiler = "| a C program that starts the same | | there is no C compiler (`cc`) here | | |";

    public static IEnumerable<string> Run()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "bench", $"jobs-{Guid.NewGuid():N}")).FullName;
        var spawn = SpawnProgram.Compile();
        foreach (var row in RunShort(folder, spawn))
            yield return row;
        yield return RunLong(folder, spawn);
        yield return spawn is null ? NoCompiler : ComparePeaks(folder, spawn);
    }

    private static IEnumerable<string> RunShort(string folder, SpawnProgram? spawn)
    {
        var loop = $"for i in $(seq {Short}); do {Test} >{folder}/out 2>{folder}/err; done";
        var times = Measurement.Alternate(Rounds,
            () => Measurement.Run(Repository.Foray, JobOf(Short, folder)),
            () => spawn?.Run(Short, Parallel, Test),
            () => Measurement.Run("/bin/sh", "-c", loop));
        var (job, limit, shell) = (times[0], times[1], times[2]);
        yield return spawn is null ? NoCompiler : string.Create(CultureInfo.InvariantCulture,
            $"| `foray job run`, {Short} copies of `{Test}`, {Parallel} at a time, median of {Rounds} | {job:0} ms | C program {limit:0} ms | {job / limit:0.00} times; {job - 2 * limit:0} ms over twice its time | at most 250 ms over twice its time |");
        yield return string.Create(CultureInfo.InvariantCulture, $"| the same | {job:0} ms | shell loop, one at a time {shell:0} ms | {job / shell:0.00} times | |");
    }

    private static string RunLong(string folder, SpawnProgram? spawn)
    {
        var times = Measurement.Alternate(LongRounds, () => Measurement.Run(Repository.Foray, JobOf(Long, folder)), () => spawn?.Run(Long, Parallel, Test));
        var (job, limit) = (times[0], times[1]);
        var beside = spawn is null ? "| |" : string.Create(CultureInfo.InvariantCulture, $"| C program {limit / Long:0.000} ms | {job / limit:0.00} times |");
        return string.Create(CultureInfo.InvariantCulture, $"| `foray job run`, {Long} copies, median of {LongRounds} | {job / Long:0.000} ms a test {beside} under 1 ms a test |");
    }

    private static string ComparePeaks(string folder, SpawnProgram spawn)
    {
        var medium = PeakOf(Medium, folder, spawn);
        var large = PeakOf(Long, folder, spawn);
        return string.Create(CultureInfo.InvariantCulture, $"| peak memory with {Long} tests | {large:0} MiB | with {Medium} tests {medium:0} MiB | {large - medium:0} MiB more | flat |");
    }

    private static double PeakOf(int count, string folder, SpawnProgram spawn) => spawn.Run(1, 1, [Repository.Foray, .. JobOf(count, folder)]).Peak / 1024.0;

    private static string[] JobOf(int count, string folder)
    {
        var own = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        return
        [
            "job", "run", .. Enumerable.Repeat(Test, count), "--parallel", Parallel.ToString(CultureInfo.InvariantCulture),
            "--json", $"{own}.json", "--xunit", $"{own}.xml", "-o", own,
        ];
    }
}

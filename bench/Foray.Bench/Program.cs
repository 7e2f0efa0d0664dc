using Foray.Bench;
using Foray.Bench.Jobs;
using Foray.Bench.Plugins;
using Foray.Bench.Tracking;

if (args is [FreshProcess.Mark, var way])
    return FreshProcess.Answer(way);
string[] all = [StartUp.Name, CaseOverhead.Name, Hosts.Name, JobBenchmarks.Name, PluginBenchmarks.Name, TrackingBenchmarks.Name];
var chosen = args.Length == 0 ? all : args;
if (chosen.Except(all).Except(TrackingBenchmarks.Parts).Any())
{
    Console.Error.WriteLine($"usage: bench/run [{string.Join("] [", [.. all, .. TrackingBenchmarks.Parts])}]");
    return 2;
}

Console.WriteLine("| benchmark | measured | peer | ratio or difference | goal |");
Console.WriteLine("|---|---|---|---|---|");
if (chosen.Contains(StartUp.Name))
    Console.WriteLine(StartUp.Run());
if (chosen.Contains(CaseOverhead.Name))
    Console.WriteLine(CaseOverhead.Run());
if (chosen.Contains(Hosts.Name))
{
    await foreach (var row in Hosts.RunAsync())
        Console.WriteLine(row);
}

if (chosen.Contains(JobBenchmarks.Name))
{
    foreach (var row in JobBenchmarks.Run())
        Console.WriteLine(row);
}

if (chosen.Contains(PluginBenchmarks.Name))
{
    foreach (var row in PluginBenchmarks.Run())
        Console.WriteLine(row);
}

await foreach (var row in TrackingBenchmarks.RunAsync(chosen))
    Console.WriteLine(row);

return 0;

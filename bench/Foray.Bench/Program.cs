using Foray.Bench;
using Foray.Bench.Jobs;
using Foray.Bench.Plugins;
using Foray.Bench.Stations;
using Foray.Bench.Tracking;

if (args is [FreshProcess.Mark, var way])
    return FreshProcess.Answer(way);
if (args is [BarePeer.Mark, var redis, var folder])
    return await BarePeer.ServeAsync(redis, folder);
string[] all = [StartUp.Name, CaseOverhead.Name, Hosts.Name, JobBenchmarks.Name, PluginBenchmarks.Name, TrackingBenchmarks.Name, StationBenchmarks.Name];
string[] parts = [.. TrackingBenchmarks.Parts, .. StationBenchmarks.Parts];
var chosen = args.Length == 0 ? all : args;
if (chosen.Except(all).Except(parts).Any())
{
    Console.Error.WriteLine($"usage: bench/run [{string.Join("] [", [.. all, .. parts])}]");
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
await foreach (var row in StationBenchmarks.RunAsync(chosen))
    Console.WriteLine(row);

return 0;

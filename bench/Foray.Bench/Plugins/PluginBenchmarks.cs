using System.Globalization;

namespace Foray.Bench.Plugins;

/// <summary>What 1,000 plugins in 200 packages cost, beside other ways to have plugins.</summary>
internal static class PluginBenchmarks
{
    public const string Name = "plugins";
    private const int Rounds = 11;
    private const int Checks = 40;
    private static readonly string Subject = $"{PackageSet.Plugins} plugins in {PackageSet.Packages} packages found";

    public static IEnumerable<string> Run()
    {
        PackageSet.Write();
        PythonPackages.Write();
        return new Func<IEnumerable<string>>[] { DiscoveryRows, ActivationRow, CallRows, CheckRow, UnloadRow }.SelectMany(rows => rows());
    }

    private static IEnumerable<string> DiscoveryRows()
    {
        var stevedore = new Stevedore();
        var parties = new List<Func<double>>
        {
            () => Cold("foray"), () => Warm("foray"), () => Cold("contexts"), () => Cold("mcmaster"), () => Cold("mef"),
            () => Cold(Used("foray")), () => Warm(Used("foray")), () => Cold(Used("contexts")), () => Cold(Used("mcmaster")),
        };
        if (stevedore.Version is not null)
            parties.AddRange([() => stevedore.Find(isWarm: false), () => stevedore.Find(isWarm: true), () => stevedore.Import()]);
        var times = Measurement.Compare(Rounds, [.. parties]);
        yield return Row($"{Subject}, cold, median of {Rounds}", times[0], "load context with resolver each, and reflection", times[2], "at least 5 times");
        yield return Row("the same", times[0], "McMaster.NETCore.Plugins 2.0.0", times[3], "at least 30 times");
        yield return Row("the same", times[0], "System.Composition 10.0.12", times[4], "");
        yield return Row($"{Subject} by code that was used before, cold", times[5], "load context with resolver each, and reflection", times[7], "at least 5 times");
        yield return Row("the same", times[5], "McMaster.NETCore.Plugins 2.0.0", times[8], "at least 30 times");
        yield return $"| the same, warm | {Text(times[6])} ms | | | under 5 ms |";
        if (stevedore.Version is null)
        {
            yield return "| the same | | stevedore: not measured, `python3` has none | | |";
            yield return $"| {Subject}, warm | {Text(times[1])} ms | | | under 5 ms |";
            yield break;
        }

        yield return Row("the same", times[0], $"stevedore {stevedore.Version}, entry points without its cache", times[9], "");
        yield return Row("the same", times[0], $"stevedore {stevedore.Version}, every plugin imported, with its cache", times[11], "");
        yield return Row($"{Subject}, warm", times[1], $"stevedore {stevedore.Version}, entry points with its cache", times[10], "under 5 ms");
    }

    private static IEnumerable<string> ActivationRow()
    {
        var environment = Caches("activation", PackageSet.UserData);
        var times = Measurement.Compare(Checks, () => FreshProcess.Measure("driver", environment), () => FreshProcess.Measure("bare", environment));
        yield return string.Create(CultureInfo.InvariantCulture,
            $"| one driver made, {PackageSet.Plugins} others installed, median of {Checks} | {times[0]:0.00} ms | load context and `Activator` {times[1]:0.00} ms | {times[0] / times[1]:0.00} times | at most 1.5 times |");
    }

    private static IEnumerable<string> CallRows()
    {
        var times = Calls.MeasureAsync().GetAwaiter().GetResult();
        yield return Call("a call through a driver", times[0], "a call of the interface", times[1]);
        yield return Call("a call through the active extensions", times[2], "a call of the interface, from a list", times[3]);
    }

    private static string Call(string what, double time, string peer, double peerTime) => string.Create(CultureInfo.InvariantCulture,
        $"| {what} | {time:0.00} ns | {peer} {peerTime:0.00} ns | {time / peerTime:0.00} times | the same |");

    private static IEnumerable<string> CheckRow()
    {
        var file = Path.Combine(Repository.Root, "examples", "quickstart", "experiment.yml");
        var none = Directory.CreateDirectory(Path.Combine(PackageSet.Root, "none")).FullName;
        var (with, without) = (Caches("check-with", PackageSet.UserData), Caches("check-without", none));
        var times = Measurement.Alternate(Checks,
            () => Measurement.Output(Repository.Foray, with, "check", file), () => Measurement.Output(Repository.Foray, without, "check", file));
        yield return string.Create(CultureInfo.InvariantCulture,
            $"| `foray check` with {PackageSet.Packages} more packages, median of {Checks} | {times[0]:0.0} ms | without them {times[1]:0.0} ms | {times[0] - times[1]:0.0} ms more | at most 20 ms |");
    }

    private static IEnumerable<string> UnloadRow()
    {
        var (time, alive) = UnloadCycles.MeasureAsync().GetAwaiter().GetResult();
        yield return string.Create(CultureInfo.InvariantCulture,
            $"| loaded, used and unloaded, median of {UnloadCycles.Cycles} | {time:0.00} ms | | {alive} still in memory | 0 |");
    }

    private static double Cold(string way)
    {
        var environment = Caches("cold", PackageSet.UserData);
        var catalog = Path.Combine(Directory.CreateDirectory(Path.Combine(environment["XDG_CACHE_HOME"], "foray")).FullName, "catalog");
        File.Delete(catalog);
        File.Delete(catalog + Discovery.FirstSuffix);
        return FreshProcess.Measure(way, environment);
    }

    private static string Used(string way) => FreshProcess.AfterFirstUse + way;

    private static double Warm(string way) => FreshProcess.Measure(way, Caches("warm", PackageSet.UserData));

    private static Dictionary<string, string> Caches(string name, string userData) => new()
    {
        ["XDG_CACHE_HOME"] = Directory.CreateDirectory(Path.Combine(PackageSet.Root, "cache", name)).FullName,
        ["XDG_DATA_HOME"] = userData,
    };

    private static string Row(string what, double time, string peer, double peerTime, string goal) =>
        $"| {what} | {Text(time)} ms | {peer} {Text(peerTime)} ms | {Text(peerTime / time)} times faster | {goal} |";

    private static string Text(double value) => value.ToString(value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);
}

using System.Security.Cryptography;
using Foray.Experiments.Results;

namespace Foray.Experiments.Repeating;

/// <summary>What differs between a run and its repetition, each a line for people.</summary>
internal static class RunDifferences
{
    private const int MostRows = 5;

    /// <summary>What is different before anything is run.</summary>
    /// <param name="earlier">The manifest of the run that is repeated.</param>
    /// <param name="now">The manifest of the repetition.</param>
    /// <param name="paths">Where things lie.</param>
    public static IReadOnlyList<string> Before(RunManifest earlier, RunManifest now, ExperimentPaths paths) =>
        [.. File(earlier, paths), .. Versions(earlier, now), .. Commit(earlier, now), .. Variables(earlier, now), .. Machines(earlier, now), .. Rows(earlier, now)];

    /// <summary>Which rows ended otherwise, and which of their metrics came out otherwise.</summary>
    public static IReadOnlyList<string> After(RunManifest earlier, RunManifest now)
    {
        var before = earlier.Rows.ToLookup(row => row.Describe());
        var ends = now.Rows.Where(row => before[row.Describe()].FirstOrDefault() is { } old && old.Status != row.Status)
            .Select(row => $"{row.Describe()}: {before[row.Describe()].First().Status ?? "no end"} then, {row.Status ?? "no end"} now");
        return [.. ends, .. MetricDifferences.Of(earlier, now)];
    }

    private static IEnumerable<string> File(RunManifest earlier, ExperimentPaths paths)
    {
        if (!System.IO.File.Exists(paths.File) || Convert.ToHexStringLower(SHA256.HashData(System.IO.File.ReadAllBytes(paths.File))) != earlier.File.Sha256)
            yield return $"'{earlier.File.Name}' has changed since; what is run is the file as it was";
    }

    private static IEnumerable<string> Versions(RunManifest earlier, RunManifest now)
    {
        if (earlier.Foray != now.Foray)
            yield return $"Foray {earlier.Foray} then, {now.Foray} now";
        var before = earlier.Plugins.ToDictionary(plugin => $"{plugin.Kind} {plugin.Name}", StringComparer.Ordinal);
        foreach (var plugin in now.Plugins)
            if (before.GetValueOrDefault($"{plugin.Kind} {plugin.Name}") is { } old && (old.Package, old.Version) != (plugin.Package, plugin.Version))
                yield return $"{plugin.Kind} {plugin.Name}: {old.Package} {old.Version} then, {plugin.Package} {plugin.Version} now";
    }

    private static IEnumerable<string> Commit(RunManifest earlier, RunManifest now)
    {
        if (earlier.Commit?.Id != now.Commit?.Id)
            yield return $"the folder is at commit {now.Commit?.Id ?? "(none)"}, and was at {earlier.Commit?.Id ?? "(none)"}";
        else if (earlier.Commit?.Modified != now.Commit?.Modified)
            yield return now.Commit!.Modified ? "the folder has changes that are not committed, and had none" : "the folder has no changes that are not committed, and had some";
    }

    private static IEnumerable<string> Variables(RunManifest earlier, RunManifest now) =>
        from variable in now.Variables
        let old = earlier.Variables.GetValueOrDefault(variable.Key)
        where old is not null && old != variable.Value
        select $"variable '{variable.Key}': '{old}' then, '{variable.Value}' now";

    private static IEnumerable<string> Machines(RunManifest earlier, RunManifest now)
    {
        var before = earlier.Machines.ToDictionary(machine => machine.Name, StringComparer.Ordinal);
        return now.Machines.SelectMany(machine => before.GetValueOrDefault(machine.Name) is { } old ? Facts(machine.Name, old, machine) : []);
    }

    private static IEnumerable<string> Facts(string name, ManifestMachine old, ManifestMachine now)
    {
        if (old.Site != now.Site)
            yield return $"machine '{name}': {old.Site} then, {now.Site} now";
        foreach (var fact in old.Facts.Keys.Union(now.Facts.Keys).Order(StringComparer.Ordinal))
        {
            var (before, after) = (old.Facts.GetValueOrDefault(fact), now.Facts.GetValueOrDefault(fact));
            if (before != after)
                yield return $"machine '{name}', {fact}: {before ?? "unknown"} then, {after ?? "unknown"} now";
        }
    }

    private static IEnumerable<string> Rows(RunManifest earlier, RunManifest now)
    {
        var before = earlier.Rows.ToLookup(row => row.Describe(), row => row.Fingerprint);
        var changed = now.Rows.Where(row => !before[row.Describe()].Contains(row.Fingerprint)).Select(row => row.Describe()).ToList();
        if (changed.Count > 0)
            yield return $"what these depend on (inputs, their own variables, a plugin) has changed: {string.Join("; ", changed.Take(MostRows))}{(changed.Count > MostRows ? $"; and {changed.Count - MostRows} more" : "")}";
    }
}

namespace Foray.Bench.Plugins;

/// <summary>Python's stevedore, where <c>python3</c> has it.</summary>
internal sealed class Stevedore
{
    private readonly string _cache = Path.Combine(PackageSet.Root, "cache", "stevedore");

    /// <summary>Its version; null where it is not installed.</summary>
    public string? Version { get; } = FindVersion();

    /// <summary>Milliseconds to read all entry points and import one plugin.</summary>
    public double Find(bool isWarm)
    {
        if (!isWarm)
            ClearCache();
        return Measure("one", PackageSet.PluginOf(0, 0));
    }

    /// <summary>Milliseconds to read all entry points and import every plugin.</summary>
    public double Import() => Measure("all");

    private double Measure(params string[] arguments) =>
        FreshProcess.Parse(Measurement.Output("python3", new Dictionary<string, string>
        {
            ["XDG_CACHE_HOME"] = _cache,
            ["PYTHONPATH"] = string.Join(':', new[] { PythonPackages.Folder, Environment.GetEnvironmentVariable("PYTHONPATH") }.Where(path => !string.IsNullOrEmpty(path))),
        }, [PythonPackages.Script, .. arguments]));

    private void ClearCache()
    {
        var folder = Path.Combine(_cache, "python-entrypoints");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static string? FindVersion()
    {
        try
        {
            return Measurement.Output("python3", new Dictionary<string, string>(), "-c", "import importlib.metadata, stevedore; print(importlib.metadata.version('stevedore'))").Trim();
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}

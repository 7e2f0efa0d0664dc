namespace Foray.Stations.Programs.Sandbox;

/// <summary>Environments without the station's own variables, which may hold secrets and which a process keeps as readable as its files.</summary>
internal static class CleanEnvironment
{
    /// <summary>The changes that leave nothing but the given variables.</summary>
    public static IReadOnlyDictionary<string, string?> With(IReadOnlyDictionary<string, string> variables)
    {
        var changes = Environment.GetEnvironmentVariables().Keys.Cast<string>().ToDictionary(name => name, _ => (string?)null);
        foreach (var (name, value) in variables)
            changes[name] = value;
        return changes;
    }
}

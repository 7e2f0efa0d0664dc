namespace Foray.Sdk.Testing.Conformance;

/// <summary>A plugin of any kind to check.</summary>
/// <param name="Plugin">The plugin's class.</param>
public sealed record PluginSubject(Type Plugin) : ConformanceSubject
{
    /// <summary>Options with which it can be made, as <see cref="Hosts.PluginUnderTest.Create{TPlugin}"/> takes them. Default: none.</summary>
    public object? Options { get; init; }

    /// <summary>Folders that making it must leave alone, with all that lies below them. Default: none; of the current folder the entries are looked at anyway.</summary>
    public IReadOnlyList<string> WatchedFolders { get; init; } = [];
}

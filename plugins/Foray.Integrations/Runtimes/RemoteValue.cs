namespace Foray.Integrations.Runtimes;

/// <summary>A value that another process reported.</summary>
internal sealed record RemoteValue(string Name, double Number, IReadOnlyDictionary<string, string> Tags);

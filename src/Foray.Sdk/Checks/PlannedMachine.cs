namespace Foray.Sdk.Checks;

/// <summary>A machine as the file describes it, before it is up.</summary>
/// <param name="Name">Name, unique in the experiment.</param>
/// <param name="Site">Name of the plugin whose machine it is.</param>
/// <param name="Labels">Labels, generated ones included.</param>
public sealed record PlannedMachine(string Name, string Site, IReadOnlyList<string> Labels);

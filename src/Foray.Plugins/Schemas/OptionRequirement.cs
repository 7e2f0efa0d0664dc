namespace Foray.Plugins.Schemas;

/// <summary>An option that makes sense only together with another.</summary>
/// <param name="Key">Key of the option that needs the other one.</param>
/// <param name="Required">Key of the option that must be given with it.</param>
public sealed record OptionRequirement(string Key, string Required);

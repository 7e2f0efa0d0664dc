namespace Foray.Sdk.Generators.Plugins;

/// <summary>An argument of a plugin's constructor.</summary>
/// <param name="Service">The service's type as C# takes it; null for the options record.</param>
internal sealed record ConstructorArgument(string? Service);

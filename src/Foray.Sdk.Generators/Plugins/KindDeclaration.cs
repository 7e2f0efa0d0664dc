namespace Foray.Sdk.Generators.Plugins;

/// <summary>An interface with <c>[PluginKind]</c>.</summary>
/// <param name="Name">Name of the kind.</param>
/// <param name="Type">Full name of the interface.</param>
internal sealed record KindDeclaration(string Name, string Type);

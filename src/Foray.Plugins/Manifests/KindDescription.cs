namespace Foray.Plugins.Manifests;

/// <summary>A kind of plugin that a package defines.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Full name of its interface.</param>
public sealed record KindDescription(string Name, string Type);

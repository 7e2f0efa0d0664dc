namespace Foray.Packages.Feeds;

/// <summary>A package that a search found.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Version">The highest version that the feed told.</param>
/// <param name="Description">What it is; empty where the author does not say.</param>
/// <param name="Source">Feed that has it.</param>
public sealed record FoundPackage(string Id, string Version, string Description, string Source);

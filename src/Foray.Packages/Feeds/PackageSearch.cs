using Foray.Sdk.Diagnostics;

namespace Foray.Packages.Feeds;

/// <summary>What a search found.</summary>
/// <param name="Packages">The packages by name; each once, from the first feed that has its highest version.</param>
/// <param name="Warnings">Feeds and files that could not be searched.</param>
public sealed record PackageSearch(IReadOnlyList<FoundPackage> Packages, IReadOnlyList<Diagnostic> Warnings);

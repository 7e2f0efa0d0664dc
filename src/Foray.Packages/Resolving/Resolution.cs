using NuGet.Versioning;

namespace Foray.Packages.Resolving;

/// <summary>A package that was chosen.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Wish">What the user asked for; null where only packages require it.</param>
/// <param name="RequiredBy">Ranges in which other chosen packages require it, by their names.</param>
internal sealed record Resolution(string Id, NuGetVersion Version, Wish? Wish, IReadOnlyDictionary<string, string> RequiredBy);

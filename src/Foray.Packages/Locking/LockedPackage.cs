using NuGet.Versioning;

namespace Foray.Packages.Locking;

/// <summary>A package as the lock file holds it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Version">Its exact version.</param>
/// <param name="ContentHash">SHA-512 of its nupkg in base64, as NuGet computes it: without a signature.</param>
/// <param name="FilesHash">SHA-256 of the files that were unpacked, in hexadecimal.</param>
/// <param name="Source">Feed that it came from.</param>
/// <param name="IsDirect">True where the user asked for it.</param>
/// <param name="Range">Versions that the user asked for; null for any.</param>
/// <param name="RequiredBy">Ranges in which other packages require it, by their names.</param>
public sealed record LockedPackage(
    string Id, string Version, string ContentHash, string FilesHash, string Source, bool IsDirect, string? Range, IReadOnlyDictionary<string, string> RequiredBy)
{
    internal NuGetVersion Exact { get; } = NuGetVersion.Parse(Version);
}

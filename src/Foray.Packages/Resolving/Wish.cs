using NuGet.Versioning;

namespace Foray.Packages.Resolving;

/// <summary>A package that the user asked for, now or before.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Range">Versions that will do; null for any.</param>
internal sealed record Wish(string Id, VersionRange? Range)
{
    /// <summary>The range as the lock file holds it.</summary>
    public string? WrittenRange => Range is null ? null : Requirement.Written(Range);
}

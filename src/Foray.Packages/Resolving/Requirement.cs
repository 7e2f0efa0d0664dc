using NuGet.Versioning;

namespace Foray.Packages.Resolving;

/// <summary>A range that a package must keep to.</summary>
/// <param name="Requirer">The package that says so, with its version; null for the user.</param>
/// <param name="RequirerId">Name of that package; null for the user.</param>
/// <param name="Range">The range; null for any version.</param>
internal sealed record Requirement(string? Requirer, string? RequirerId, VersionRange? Range)
{
    /// <summary>Whether it is one version.</summary>
    public bool IsExact => Range is not null && IsOne(Range);

    public bool Allows(NuGetVersion version) => Range?.Satisfies(version) ?? true;

    public override string ToString() => $"{Requirer ?? "you"} {(Requirer is null ? "want" : "requires")} {(Range is null ? "any version" : Written(Range))}";

    /// <summary>A range as people write it: one version as <c>[1.0.0]</c>.</summary>
    public static string Written(VersionRange range) =>
        IsOne(range) ? $"[{range.MinVersion!.ToNormalizedString()}]" : range.ToNormalizedString();

    private static bool IsOne(VersionRange range) => range.HasLowerAndUpperBounds && range.MinVersion == range.MaxVersion;
}

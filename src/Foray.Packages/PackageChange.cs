namespace Foray.Packages;

/// <summary>What became of a package.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Version">Its version now; null where it was removed.</param>
/// <param name="Former">Its version before; null where it was not there.</param>
/// <param name="IsDirect">True where the user asked for it, false where only other packages require it.</param>
public sealed record PackageChange(string Id, PackageOutcome Outcome, string? Version, string? Former, bool IsDirect);

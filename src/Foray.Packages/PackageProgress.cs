namespace Foray.Packages;

/// <summary>A step of an installation.</summary>
/// <param name="Stage">What is being done.</param>
/// <param name="Id">Name of the package.</param>
/// <param name="Version">Its version; null where it is not known yet.</param>
/// <param name="Bytes">While downloading: bytes that have come so far; otherwise 0.</param>
public sealed record PackageProgress(PackageStage Stage, string Id, string? Version, long Bytes);

using NuGet.Packaging.Core;
using NuGet.Versioning;

namespace Foray.Packages.Archives;

/// <summary>What a package says of itself, and its hash.</summary>
/// <param name="Id">Its name in the nuspec.</param>
/// <param name="Version">Its version in the nuspec.</param>
/// <param name="IsPlugin">Whether it is of the package type of plugins.</param>
/// <param name="Requires">Packages that it requires.</param>
/// <param name="ContentHash">SHA-512 of its content in base64.</param>
internal sealed record PackageFacts(string Id, NuGetVersion Version, bool IsPlugin, IReadOnlyList<PackageDependency> Requires, string ContentHash);

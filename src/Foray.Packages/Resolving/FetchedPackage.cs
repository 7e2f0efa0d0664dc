using Foray.Packages.Archives;

namespace Foray.Packages.Resolving;

/// <summary>A package's file that was downloaded.</summary>
/// <param name="Path">The file.</param>
/// <param name="Source">Feed that it came from.</param>
/// <param name="Facts">What is in it.</param>
internal sealed record FetchedPackage(string Path, string Source, PackageFacts Facts);

using Foray.Sdk.Diagnostics;
using NuGet.Packaging;
using NuGet.Versioning;

namespace Foray.Packages;

/// <summary>A package that somebody wants.</summary>
public sealed class PackageRequest
{
    private PackageRequest(string id, VersionRange? range) => (Id, Range) = (id, range);

    /// <summary>Its name, in any case.</summary>
    public string Id { get; }

    /// <summary>Versions that will do; null for any.</summary>
    internal VersionRange? Range { get; }

    /// <summary>Reads <c>Name</c> (the highest stable version), <c>Name@1.2.3</c> (exactly that one) or <c>Name@[1.0,2.0)</c> (the highest in NuGet's range).</summary>
    /// <exception cref="DiagnosticException">The text is none of these (FORAY160).</exception>
    public static PackageRequest Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var id = at < 0 ? text : text[..at];
        if (!IsId(id))
            throw new DiagnosticException(Diagnostic.Error(PackageCodes.BadRequest, $"'{id}' is no name of a package", "use letters, digits, '_', '-' and '.', as in 'Acme.Tools'"));
        return new PackageRequest(id, at < 0 ? null : ParseRange(id, text[(at + 1)..]));
    }

    /// <summary>Whether a text may be the name of a package, and so of a folder.</summary>
    internal static bool IsId(string? text) => text is { Length: > 0 and <= PackageIdValidator.MaxPackageIdLength } && PackageIdValidator.IsValidPackageId(text);

    private static VersionRange ParseRange(string id, string text)
    {
        if (NuGetVersion.TryParse(text, out var exact))
            return new VersionRange(exact, true, exact, true);
        if (VersionRange.TryParse(text, allowFloating: false, out var range))
            return range;
        throw new DiagnosticException(Diagnostic.Error(PackageCodes.BadRequest, $"'{text}' is no version of '{id}'", "write one like '1.2.3', or a range like '[1.0,2.0)'"));
    }
}

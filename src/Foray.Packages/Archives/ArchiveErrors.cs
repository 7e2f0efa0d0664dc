using System.Text;
using Foray.Sdk.Diagnostics;

namespace Foray.Packages.Archives;

/// <summary>Diagnostics for packages at fault.</summary>
internal static class ArchiveErrors
{
    private const string TellAuthor = "don't install it; tell its author, or the owner of the feed";

    public static DiagnosticException Damaged(string package, string reason, Exception? cause = null) => new(Diagnostic.Error(PackageCodes.BadArchive,
        $"the package '{package}' is damaged: {reason}", "download it again, or ask its author for a sound one"), cause);

    public static DiagnosticException Unsafe(string package, string entry, string reason) => new(Diagnostic.Error(PackageCodes.UnsafeEntry,
        $"the package '{package}' has the entry '{Visible(entry)}', which {reason}", TellAuthor));

    public static DiagnosticException TooLarge(string package, string reason) => new(Diagnostic.Error(PackageCodes.TooLarge,
        $"the package '{package}' {reason}, more than Foray unpacks", "ask its author for a smaller one"));

    public static DiagnosticException WrongHash(string package, string expected, string found, string source) => new(Diagnostic.Error(PackageCodes.WrongHash,
        $"the package '{package}' from '{source}' is not the one that was locked: expected {expected}, found {found}",
        "ask whoever locked it; if the new content is right, remove the package and install it again"));

    /// <summary>Whether reading an archive may throw it, as .NET's and NuGet's readers do for damaged ones.</summary>
    public static bool IsOfReading(Exception error) =>
        error is InvalidDataException or IOException or ArgumentException or FormatException or OverflowException or NotSupportedException or InvalidOperationException
            or System.Xml.XmlException or NuGet.Packaging.Core.PackagingException or System.Security.Cryptography.CryptographicException or IndexOutOfRangeException;

    private static string Visible(string entry)
    {
        var text = new StringBuilder();
        foreach (var character in entry.Length > 200 ? entry[..200] + "…" : entry)
            text.Append(char.IsControl(character) ? $"\\u{(int)character:x4}" : character.ToString());
        return text.ToString();
    }
}

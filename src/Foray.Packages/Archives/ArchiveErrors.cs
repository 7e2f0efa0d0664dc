using System.Text;
using Foray.Sdk.Diagnostics;

namespace Foray.Packages.Archives;

/// <summary>Diagnostics for packages at fault.</summary>
internal static class ArchiveErrors
{
    private const string TellAuthor = "don't install it; tell its author, or the owner of the feed";

    public static DiagnosticException Damaged(string package, string reason, Exception? cause = null) => new(Diagnostic.Error(PackageCodes.BadArchive,
        $"the package '{package}' is damaged: {reason}", "download it again, or ask its author for a sound one"), cause);

    /// <summary>What keeps a file from being read as a package.</summary>
    public static Diagnostic Unreadable(string path, Exception cause)
    {
        if (cause is DiagnosticException known)
            return known.Diagnostics[0];
        return cause is UnauthorizedAccessException
            ? Diagnostic.Error(PackageCodes.BadArchive, $"the package '{path}' may not be read by this user", "make the file readable, or remove it")
            : Diagnostic.Error(PackageCodes.BadArchive, $"the package '{path}' is damaged: {ReasonOf(path, cause)}", "replace the file with a sound one, or remove it");
    }

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

    /// <summary>What .NET says of an archive that was cut off speaks of its records.</summary>
    private static string ReasonOf(string path, Exception cause)
    {
        if (cause is not InvalidDataException)
            return cause.Message.ReplaceLineEndings(" ");
        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[2];
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == 0 ? "it is empty"
            : start.SequenceEqual("PK"u8) ? "it was cut off, or its content is broken"
            : "it is no archive";
    }

    private static string Visible(string entry)
    {
        var text = new StringBuilder();
        foreach (var character in entry.Length > 200 ? entry[..200] + "…" : entry)
            text.Append(char.IsControl(character) ? $"\\u{(int)character:x4}" : character.ToString());
        return text.ToString();
    }
}

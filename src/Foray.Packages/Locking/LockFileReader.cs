using System.Text.Json;
using Foray.Sdk.Diagnostics;
using NuGet.Versioning;

namespace Foray.Packages.Locking;

/// <summary>Reads lock files. Whatever would lead to another folder or to another package is refused here.</summary>
internal static class LockFileReader
{
    private const int ContentHashLength = 64;
    private const int FilesHashLength = 32;

    public static LockFile Parse(string path, ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(WithoutMark(json));
            var root = document.RootElement;
            if (root.GetProperty("format").GetInt32() is var format && format != LockFileWriter.Format)
                throw OtherFormat(path, format);
            var file = new LockFile(root.GetProperty("packages").EnumerateObject().Select(Read));
            CheckNames(file);
            return file;
        }
        catch (JsonException error)
        {
            var place = new Place(path, (int)(error.LineNumber ?? 0) + 1, (int)(error.BytePositionInLine ?? 0) + 1);
            throw Damaged(place, "it is no JSON", error);
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw Damaged(new Place(path, 0, 0), error is FormatException ? error.Message : "a member is missing or of another type", error);
        }
    }

    private static LockedPackage Read(JsonProperty member)
    {
        var (id, package) = (member.Name, member.Value);
        if (!PackageRequest.IsId(id))
            throw new FormatException($"'{id}' is no name of a package");
        var range = package.TryGetProperty("range", out var text) ? CheckRange(text.GetString(), id) : null;
        var requirers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var requirer in package.GetProperty("required_by").EnumerateObject())
        {
            if (!requirers.TryAdd(requirer.Name, CheckRange(requirer.Value.GetString(), id)))
                throw new FormatException($"'{requirer.Name}' stands twice among those that require '{id}'");
        }

        return new LockedPackage(id,
            CheckVersion(package.GetProperty("version").GetString(), id),
            CheckContentHash(package.GetProperty("content_hash").GetString(), id),
            CheckFilesHash(package.GetProperty("files_hash").GetString(), id),
            package.GetProperty("source").GetString() ?? throw new FormatException($"'{id}' has no source"),
            package.GetProperty("direct").GetBoolean(), range, requirers);
    }

    private static void CheckNames(LockFile file)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (file.Packages.FirstOrDefault(package => !names.Add(package.Id)) is { } twice)
            throw new FormatException($"'{twice.Id}' stands there twice");
        foreach (var package in file.Packages)
        {
            if (package.RequiredBy.Keys.FirstOrDefault(requirer => !names.Contains(requirer)) is { } stranger)
                throw new FormatException($"'{package.Id}' is required by '{stranger}', which is not there");
        }
    }

    private static string CheckVersion(string? text, string id) =>
        NuGetVersion.TryParse(text, out var version) && version.ToNormalizedString() == text ? text : throw new FormatException($"'{text}' is no version of '{id}' in NuGet's normal form");

    private static string CheckRange(string? text, string id) =>
        text is not null && VersionRange.TryParse(text, allowFloating: false, out _) ? text : throw new FormatException($"'{text}' is no range of versions of '{id}'");

    private static string CheckContentHash(string? text, string id)
    {
        var bytes = new byte[ContentHashLength];
        return text is not null && Convert.TryFromBase64String(text, bytes, out var length) && length == ContentHashLength && Convert.ToBase64String(bytes) == text
            ? text
            : throw new FormatException($"the content hash of '{id}' is no SHA-512 in base64");
    }

    private static string CheckFilesHash(string? text, string id) =>
        text is { Length: FilesHashLength * 2 } && text.All(char.IsAsciiHexDigitLower) ? text : throw new FormatException($"the files hash of '{id}' is no SHA-256 in hexadecimal");

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> json) => json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;

    private static DiagnosticException OtherFormat(string path, int format) => format > LockFileWriter.Format
        ? new(Diagnostic.Error(PackageCodes.NewerLockFile, new Place(path, 0, 0),
            $"the lock file has format {format}, and this Foray reads only {LockFileWriter.Format}", "use the newer Foray that wrote it"))
        : Damaged(new Place(path, 0, 0), $"there is no format {format}", null);

    private static DiagnosticException Damaged(Place place, string reason, Exception? cause) => new(Diagnostic.Error(PackageCodes.BadLockFile, place,
        $"the lock file is damaged: {reason}", "take it from version control again, or delete it and install the packages again"), cause);
}

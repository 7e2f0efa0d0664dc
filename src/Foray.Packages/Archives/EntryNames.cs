using System.Text;

namespace Foray.Packages.Archives;

/// <summary>The names in one archive: none may lead out of the folder that it is unpacked into, on any system, and no two may meet there.</summary>
internal sealed class EntryNames
{
    private const int MaximumPart = 255;
    private const int MaximumParts = 64;

    private readonly Dictionary<string, (string Name, bool IsFile)> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The relative path of an entry, as NuGet reads it.</summary>
    /// <remarks>NuGet writes names as parts of URLs: a blank is <c>%20</c>.</remarks>
    public static string Decode(string name) => name.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(name) : name;

    /// <summary>Takes a name; a folder's ends with a slash.</summary>
    /// <returns>What is wrong with it, as the end of a sentence; null where nothing is.</returns>
    public string? Add(string name)
    {
        var isFolder = name.EndsWith('/');
        var parts = (isFolder ? name[..^1] : name).Split('/');
        if (Problem(name, parts) is { } problem)
            return problem;
        for (var count = 1; count < parts.Length; count++)
        {
            if (!AddOne(string.Join('/', parts[..count]), isFile: false))
                return "clashes with another one";
        }

        return AddOne(string.Join('/', parts), !isFolder) ? null : "clashes with another one";
    }

    private static string? Problem(string name, string[] parts)
    {
        if (name.Length == 0 || name[0] == '/')
            return "is no relative path";
        if (name.Any(char.IsControl))
            return "has a control character in its name";
        if (name.IndexOfAny(['\\', ':']) >= 0)
            return "has a backslash or a colon in its name";
        if (parts.Any(part => part is "" or "." or ".."))
            return "is no plain path";
        if (parts.Length > MaximumParts || parts.Any(part => Encoding.UTF8.GetByteCount(part) > MaximumPart))
            return "has too long a name";
        return parts.Any(part => part[^1] is '.' or ' ') ? "has a name that ends with a dot or a blank" : null;
    }

    /// <summary>A folder may be named again and again, in one spelling; a file once.</summary>
    private bool AddOne(string name, bool isFile)
    {
        if (_names.TryGetValue(name, out var known))
            return !isFile && !known.IsFile && known.Name == name;
        _names.Add(name, (name, isFile));
        return true;
    }
}

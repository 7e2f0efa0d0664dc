using System.Text;
using Foray.Stations.Programs.Bastion;

namespace Foray.Stations.Programs.Suitcases;

/// <summary>Paths inside of a suitcase: absolute and normalized, such as <c>/logs/a.txt</c>; <c>/</c> is its root.</summary>
internal static class SuitcasePath
{
    /// <summary>Longest name, in bytes of UTF-8: what file systems take.</summary>
    public const int LongestName = 255;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The names of a path; none for the root.</summary>
    /// <exception cref="BastionException">The path is not absolute or not normalized, or one of its names cannot be a name.</exception>
    public static string[] Parse(string path)
    {
        if (!path.StartsWith('/'))
            throw new BastionException(BastionError.BadPath, $"the path '{path}' does not begin with '/'");
        if (path == "/")
            return [];
        var names = path[1..].Split('/');
        foreach (var name in names)
            if (!IsName(name))
                throw new BastionException(BastionError.BadPath, $"the path '{path}' has the name '{name}', which cannot be one");
        return names;
    }

    /// <summary>Whether a file or folder can have a name: not empty, no <c>.</c> or <c>..</c>, no <c>/</c> or NUL, Unicode, not too long.</summary>
    public static bool IsName(string name)
    {
        if (name is "" or "." or ".." || name.AsSpan().ContainsAny('/', '\0'))
            return false;
        try
        {
            return Strict.GetByteCount(name) <= LongestName;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}

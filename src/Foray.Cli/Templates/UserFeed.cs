using Foray.Sdk.Diagnostics;
using Foray.Storage;

namespace Foray.Cli.Templates;

/// <summary>The user's folder of Foray's own packages, which new plugins are restored from. It outlives the program's build, and keeps the versions of earlier ones.</summary>
internal static class UserFeed
{
    /// <summary><c>$XDG_DATA_HOME/foray/feed</c>, by default below <c>~/.local/share</c>.</summary>
    /// <exception cref="DiagnosticException">There is no home folder.</exception>
    public static string DefaultFolder()
    {
        if (Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } data)
            return Path.GetFullPath(Path.Combine(data, "foray", "feed"));
        return Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home
            ? Path.GetFullPath(Path.Combine(home, ".local", "share", "foray", "feed"))
            : throw new DiagnosticException(Diagnostic.Error(TemplateCodes.NoUserFolder, "there is no folder for the user's packages", "set HOME or XDG_DATA_HOME"));
    }

    /// <summary>Brings packages into the folder; those that are there already are left alone.</summary>
    public static void Fill(string folder, IEnumerable<string> packages)
    {
        Directory.CreateDirectory(folder);
        foreach (var package in packages)
        {
            var content = File.ReadAllBytes(package);
            var target = Path.Combine(folder, Path.GetFileName(package));
            if (!File.Exists(target) || !content.AsSpan().SequenceEqual(File.ReadAllBytes(target)))
                AtomicFile.Write(target, content);
        }
    }
}

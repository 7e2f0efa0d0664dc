using System.Xml.Linq;

namespace Foray.Architecture.Tests;

/// <summary>The repository's tracked text, as these tests read it.</summary>
internal static class Repository
{
    private static readonly string[] Skipped = ["artifacts", ".git", "output", "bin", "obj"];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> Files(string pattern) =>
        [.. Directory.EnumerateFiles(Root, pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file))
            .Where(file => !file.Split('/').Any(part => Skipped.Contains(part, StringComparer.Ordinal)))
            .Order(StringComparer.Ordinal)];

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    /// <summary>Names of the projects that a project references.</summary>
    public static IReadOnlyList<string> References(string project) =>
        [.. XDocument.Parse(Read(project)).Descendants("ProjectReference").Attributes("Include").Select(path => Path.GetFileNameWithoutExtension(path.Value))];

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Foray.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the repository's root was not found");
        return folder;
    }
}

using Foray.Sdk.Machines;

namespace Example.Tally;

/// <summary>The versions of the tool that lie in the package.</summary>
internal static class TallyContent
{
    private const string Program = "tally";

    // Beside the assembly, wherever the package was installed.
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(typeof(TallyContent).Assembly.Location)!, "content");

    public static IReadOnlyList<string> Versions => [.. Directory.EnumerateDirectories(Folder).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    /// <summary>The program as a file to copy.</summary>
    public static InputFile FileOf(string version) => new(Path.Combine(Folder, version, Program), Program);

    /// <summary>Its text, which tells whether a machine has this very version.</summary>
    public static string TextOf(string version) => File.ReadAllText(FileOf(version).LocalPath);
}

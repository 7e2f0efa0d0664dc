using System.Text.RegularExpressions;

namespace Foray.Runners.DotNet;

/// <summary>A file that describes a project of .NET.</summary>
internal static partial class TestProject
{
    private const int MostBytes = 1024 * 1024;

    /// <summary>True for <c>*.csproj</c> and <c>*.fsproj</c>.</summary>
    public static bool HasExtension(string path) => Path.GetExtension(path) is ".csproj" or ".fsproj";

    /// <summary>True for a project that refers to a test framework, or whose name ends with <c>Test</c> or <c>Tests</c>: its reference may stand in a file that it imports.</summary>
    public static bool IsTest(string path)
    {
        if (!HasExtension(path) || !File.Exists(path))
            return false;
        var name = Path.GetFileNameWithoutExtension(path);
        return name.EndsWith("Test", StringComparison.Ordinal) || name.EndsWith("Tests", StringComparison.Ordinal)
            || (new FileInfo(path).Length <= MostBytes && Framework().IsMatch(File.ReadAllText(path)));
    }

    // Libraries for tests, such as xunit.v3.assert, make no project of tests.
    [GeneratedRegex(
        """
        <PackageReference\s[^>]*(?:Include|Update)\s*=\s*"(?:xunit|xunit\.v3(?:\.mtp-[a-z0-9]+)?|NUnit|MSTest|MSTest\.TestFramework|TUnit|Microsoft\.NET\.Test\.Sdk|YoloDev\.Expecto\.TestSdk)"|Sdk\s*=\s*"MSTest\.Sdk[/"]|<IsTestProject>\s*true|<IsTestingPlatformApplication>\s*true
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Framework();
}

namespace Foray.Runners.DotNet;

/// <summary>A test project that has been built: an assembly with what it needs beside it.</summary>
internal static class TestAssembly
{
    /// <summary>The host that VSTest runs an assembly in. Without it, an assembly with tests is a program of its own.</summary>
    private const string VSTestHost = "testhost.dll";

    private static readonly string[] Frameworks =
    [
        VSTestHost, "Microsoft.Testing.Platform.dll", "xunit.v3.core.dll", "xunit.core.dll", "nunit.framework.dll", "MSTest.TestFramework.dll", "Microsoft.VisualStudio.TestPlatform.TestFramework.dll", "TUnit.Core.dll",
    ];

    /// <summary>True for <c>*.dll</c>.</summary>
    public static bool HasExtension(string path) => Path.GetExtension(path) == ".dll";

    /// <summary>True for an assembly that can be run and that has a test framework beside it.</summary>
    public static bool IsTest(string path) =>
        HasExtension(path) && File.Exists(path) && File.Exists(Path.ChangeExtension(path, ".runtimeconfig.json")) && Frameworks.Any(framework => IsBeside(path, framework));

    /// <summary>True where VSTest runs it.</summary>
    public static bool NeedsVSTest(string path) => IsBeside(path, VSTestHost);

    /// <summary>
    /// The program that was built with an assembly, for the system that this is; null where there is none. Tests that start themselves again need it:
    /// with <c>dotnet exec</c> their program would be <c>dotnet</c>.
    /// </summary>
    public static string? FindProgram(string path)
    {
        const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        var program = Path.ChangeExtension(path, null);
        return !OperatingSystem.IsWindows() && File.Exists(program) && (File.GetUnixFileMode(program) & Execute) != 0 ? program : null;
    }

    private static bool IsBeside(string path, string name) => File.Exists(Path.Combine(Path.GetDirectoryName(path)!, name));
}

namespace Foray.CommandLine;

/// <summary>Packages that only tests have.</summary>
internal static class FixturePackage
{
    /// <summary>A program that greets, installed by a playbook.</summary>
    public const string Greeter = "Foray.Fixtures.Greeter";

    /// <summary>The assembly of a fixture, where it was built.</summary>
    public static string Built(string fixture) => Path.Combine(ForayProgram.Root, "artifacts", "bin", fixture, "release", fixture + ".dll");
}

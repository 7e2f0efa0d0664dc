namespace Foray.EndToEnd.Tests.Plugins;

/// <summary>Builds examples as their readers do.</summary>
internal static class ExampleBuild
{
    /// <summary>Runs <c>dotnet</c> in a folder of the examples; what it says is shown where it fails.</summary>
    public static async Task RunAsync(string folder, params string[] arguments)
    {
        var environment = new Dictionary<string, string?>
        {
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_NOLOGO"] = "1",
            // Compilers that stay would outlive the tests.
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
            ["MSBUILDDISABLENODEREUSE"] = "1",
        };
        var result = await ForayProgram.RunProgramAsync(
            "dotnet", Path.Combine(ForayProgram.Root, "examples", folder), environment, [.. arguments, "-c", "Release", "-v", "quiet", "-p:UseSharedCompilation=false"]);
        Assert.True(result.ExitCode == 0, result.ToString());
    }
}

namespace Foray.EndToEnd.Tests.Plugins;

/// <summary>The example plugins, built against the packages that the launcher made, and packed.</summary>
public sealed class ExamplePlugins : IAsyncLifetime
{
    private const string Examples = "plugins";
    private const string Solution = "Examples.slnx";

    private readonly string _output = Directory.CreateTempSubdirectory("foray-examples-").FullName;

    /// <summary>Folder with the packages.</summary>
    public string Packages => Path.Combine(_output, "packages");

    /// <summary>The examples' own tests.</summary>
    public string Tests => Path.Combine(_output, "bin", "Example.Tests", "release", "Example.Tests");

    /// <summary>Folder of the published program's packages.</summary>
    private static string Feed => Path.Combine(Path.GetDirectoryName(ForayProgram.Path)!, "feed");

    public async ValueTask InitializeAsync()
    {
        // The version is said, because a build that was restored before would keep an older one.
        var version = Path.GetFileNameWithoutExtension(Directory.GetFiles(Feed, "Foray.Sdk.0.*.nupkg").Single())["Foray.Sdk.".Length..];
        string[] how = [$"-p:ForaySdkVersion={version}", $"-p:ArtifactsPath={_output}"];
        await ExampleBuild.RunAsync(Examples, ["build", Solution, .. how]);
        await ExampleBuild.RunAsync(Examples, ["pack", Solution, "--no-build", "-o", Packages, .. how]);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_output, recursive: true);
        return ValueTask.CompletedTask;
    }
}

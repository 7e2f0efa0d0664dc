namespace Foray.EndToEnd.Tests.Plugins;

/// <summary>The example music player, built where it lies.</summary>
public sealed class MusicPlayer : IAsyncLifetime
{
    private const string Example = "music-player";

    public string Program { get; } = Path.Combine(ForayProgram.Root, "artifacts", "examples", Example, "bin", "MusicPlayer", "release", "music-player");

    public string Songs { get; } = Path.Combine(ForayProgram.Root, "examples", Example, "songs");

    public async ValueTask InitializeAsync() => await ExampleBuild.RunAsync(Example, "build", "MusicPlayer");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

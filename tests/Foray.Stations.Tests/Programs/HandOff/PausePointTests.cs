using Foray.Stations.Programs.HandOff;

namespace Foray.Stations.Tests.Programs.HandOff;

public sealed class PausePointTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("foray-pause-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_pause_says_so_and_does_not_end()
    {
        var pause = new PausePoint(HandOffStep.Received, _folder.FullName);
        Assert.True(pause.ReachedAsync(HandOffStep.Prepared).IsCompletedSuccessfully);
        var paused = pause.ReachedAsync(HandOffStep.Received);
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "paused-received")));
        Assert.False(paused.IsCompleted);
    }
}

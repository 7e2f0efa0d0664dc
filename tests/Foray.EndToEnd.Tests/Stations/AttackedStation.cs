namespace Foray.EndToEnd.Tests.Stations;

/// <summary>The station that all attacks meet.</summary>
public sealed class AttackedStation : IAsyncLifetime
{
    internal TestFolder Folder { get; } = new();

    internal RunningStation Station { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Station = await RunningStation.StartAsync(Folder, "alone");

    public async ValueTask DisposeAsync()
    {
        await Station.DisposeAsync();
        await Folder.DisposeAsync();
    }
}

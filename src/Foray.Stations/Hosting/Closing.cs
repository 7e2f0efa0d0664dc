namespace Foray.Stations.Hosting;

/// <summary>Something that is closed at once, among things that take time.</summary>
internal sealed class Closing(IDisposable part) : IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        part.Dispose();
        return ValueTask.CompletedTask;
    }
}

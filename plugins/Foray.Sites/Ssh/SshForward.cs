using Foray.Sdk.Machines;

namespace Foray.Sites.Ssh;

internal sealed class SshForward(int port, Func<Task> cancel, IAsyncDisposable session, IDisposable channel) : IPortForward
{
    private int _disposed;

    public int LocalPort => port;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await cancel();
        await session.DisposeAsync();
        channel.Dispose();
    }
}

using System.Runtime.ExceptionServices;

namespace Foray.Stations.Hosting;

/// <summary>What a station has opened: closed in reverse order, all of it, whatever fails on the way.</summary>
internal sealed class OwnedParts : IAsyncDisposable
{
    private readonly Stack<object> _parts = new();

    /// <summary>Takes a part, which is disposable in one way or the other.</summary>
    public T Add<T>(T part)
        where T : class
    {
        _parts.Push(part);
        return part;
    }

    /// <summary>Closes everything; nothing the second time. The first failure is thrown at the end.</summary>
    public async ValueTask DisposeAsync()
    {
        ExceptionDispatchInfo? first = null;
        while (_parts.TryPop(out var part))
        {
            try
            {
                if (part is IAsyncDisposable slow)
                    await slow.DisposeAsync();
                else
                    ((IDisposable)part).Dispose();
            }
            catch (Exception exception)
            {
                first ??= ExceptionDispatchInfo.Capture(exception);
            }
        }

        first?.Throw();
    }
}

using System.Threading.Channels;
using Foray.Tracking.Server.Requests;
using Foray.Tracking.Store;

namespace Foray.Tracking.Server.Writing;

/// <summary>
/// Writes what calls bring, in the order in which they came. Those that came while the disk was busy go into one transaction together, so that many clients do not wait for a flush each;
/// and because there is one writer, a parameter that two calls bring at once gets one value, and the other call is refused.
/// </summary>
internal sealed class WriteQueue : IAsyncDisposable
{
    /// <summary>More would make the first call of a group wait for the others.</summary>
    private const int GroupSize = 128;

    private readonly ITrackingStore _store;
    private readonly RunLookup _runs;
    private readonly Task _worker;

    private readonly Channel<Pending> _pending = Channel.CreateBounded<Pending>(new BoundedChannelOptions(4 * GroupSize) { SingleReader = true });

    public WriteQueue(ITrackingStore store, RunLookup runs)
    {
        (_store, _runs) = (store, runs);
        _worker = Task.Run(WorkAsync);
    }

    private sealed record Pending(RunWrite Write)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Writes. When this returns, it is on the disk. A call that is cancelled while it waits may be written all the same.</summary>
    /// <exception cref="ApiException">The run is not there or deleted, or one of its parameters has another value.</exception>
    public async Task WriteAsync(RunWrite write, CancellationToken cancellationToken)
    {
        // Here and not in the queue, where the others would wait too.
        if (!write.IsNew)
            await _runs.SettleAsync(write.Run, cancellationToken);
        var pending = new Pending(write);
        await _pending.Writer.WriteAsync(pending, cancellationToken);
        await pending.Done.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _pending.Writer.TryComplete();
        await _worker;
    }

    private async Task WorkAsync()
    {
        while (await _pending.Reader.WaitToReadAsync())
        {
            var group = new List<Pending>();
            while (group.Count < GroupSize && _pending.Reader.TryRead(out var pending))
                group.Add(pending);
            await WriteAsync(group);
        }
    }

    private async Task WriteAsync(List<Pending> group)
    {
        try
        {
            var accepted = await AcceptAsync(group);
            if (accepted.Count > 0)
                await _store.AppendAsync(BatchOf(accepted), CancellationToken.None);
            accepted.ForEach(pending => pending.Done.SetResult());
        }
        catch (Exception) when (group.Count > 1)
        {
            // One of them may be at fault, and the others should not be refused because of it.
            foreach (var pending in group.Where(pending => !pending.Done.Task.IsCompleted))
                await WriteAsync([pending]);
        }
        catch (Exception exception)
        {
            group[0].Done.SetException(exception);
        }
    }

    /// <summary>Those that may be written; the others are told why not.</summary>
    private async Task<List<Pending>> AcceptAsync(List<Pending> group)
    {
        var state = await WriteRules.ReadAsync(_store, _runs, [.. group.Select(pending => pending.Write)]);
        var accepted = new List<Pending>();
        foreach (var pending in group)
        {
            if (state.FindFault(pending.Write) is { } fault)
                pending.Done.SetException(fault);
            else
                accepted.Add(pending);
        }

        return accepted;
    }

    private static StoreBatch BatchOf(List<Pending> accepted) => new()
    {
        Changes = [.. accepted.SelectMany(pending => pending.Write.Changes)],
        Points = [.. accepted.SelectMany(pending => pending.Write.Points)],
    };
}

using Foray.Sdk.Plugins;

namespace Foray.Sdk.Testing.Tests.Conformance;

/// <summary>Runs a loop between a start and a stop, as it should be done but for one fault.</summary>
internal sealed class Loop(LoopFault fault) : IPluginLifecycle
{
    private static CancellationTokenSource? _shared;
    private CancellationTokenSource? _own;
    private int _starts;
    private int _stops;
    private bool _startFailed;

    private CancellationTokenSource? Ending
    {
        get => fault == LoopFault.SharesItsState ? _shared : _own;
        set
        {
            if (fault == LoopFault.SharesItsState)
                _shared = value;
            else
                _own = value;
        }
    }

    public bool IsRunning => Ending is { IsCancellationRequested: false };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _startFailed = cancellationToken.IsCancellationRequested;
        cancellationToken.ThrowIfCancellationRequested();
        if (fault == LoopFault.StartsNothing || (fault == LoopFault.StartsOnce && _starts++ > 0))
            return Task.CompletedTask;
        Ending = fault == LoopFault.LivesOnTheStartsToken ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken) : new CancellationTokenSource();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (fault == LoopFault.NeedsAStart && Ending is null && !_startFailed)
            throw new InvalidOperationException("it was not started");
        if (fault == LoopFault.BreaksAfterACancelledStart && _startFailed)
            throw new InvalidOperationException("it was not started");
        if (fault == LoopFault.StopsOnce && _stops++ > 0)
            throw new InvalidOperationException("it was stopped");
        if (fault == LoopFault.HangsWhenStopped && Ending is not null && !cancellationToken.IsCancellationRequested)
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
        if (fault == LoopFault.DrainsForEver && cancellationToken.IsCancellationRequested)
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
        Ending?.Cancel();
        Ending = null;
    }
}

using System.Collections.Concurrent;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Cluster;
using Foray.Stations.Programs.Keeping;
using Microsoft.Extensions.Logging;

namespace Foray.Stations.Programs.Reporting;

/// <summary>Brings events and results to the stations that report them: at once, and again later where one is away. Of one station, events come before the results that follow them.</summary>
internal sealed class Postman(IStations stations, Mailbox mailbox, Outbox outbox, TimeProvider time, ILogger<Postman> logger) : IAsyncDisposable
{
    /// <summary>Wait before a station that is away is asked again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _work = new(0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, long> _awayUntil = new(StringComparer.Ordinal);
    private Task _loop = Task.CompletedTask;

    /// <summary>Begins.</summary>
    public void Start() => _loop = Task.Run(LoopAsync);

    /// <summary>There is something to bring.</summary>
    public void Wake() => _work.Release();

    /// <summary>Ends; what was not brought waits for the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        try
        {
            await _loop;
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }

        _stopping.Dispose();
        _work.Dispose();
    }

    private async Task LoopAsync()
    {
        while (!_stopping.IsCancellationRequested)
            await WaitAsync(await TryAllAsync(_stopping.Token), _stopping.Token);
    }

    /// <returns>False where something is left to bring.</returns>
    private async Task<bool> TryAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            var isDone = true;
            foreach (var station in await WaitingAsync(cancellationToken))
                isDone &= await TryAsync(station, cancellationToken);
            return isDone;
        }
        catch (DiagnosticException failure)
        {
            logger.LogWarning("What became of programs is told later: {Problem}", failure.Message);
            return false;
        }
    }

    private async Task<IReadOnlyList<string>> WaitingAsync(CancellationToken cancellationToken)
    {
        var results = (await outbox.ListAsync(cancellationToken)).Where(entry => entry.IsConfirmed).Select(entry => entry.Station);
        return [.. (await mailbox.StationsAsync(cancellationToken)).Concat(results).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Waits until there is something new to bring; not for ever where something is left.</summary>
    private async Task WaitAsync(bool isDone, CancellationToken cancellationToken)
    {
        using var pause = new CancellationTokenSource(isDone ? Timeout.InfiniteTimeSpan : Pause, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(pause.Token, cancellationToken);
        try
        {
            await _work.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return;
        }

        while (_work.CurrentCount > 0)
            await _work.WaitAsync(cancellationToken);
    }

    /// <returns>False where the station is away.</returns>
    private async Task<bool> TryAsync(string station, CancellationToken cancellationToken)
    {
        if (_awayUntil.TryGetValue(station, out var until) && time.GetTimestamp() < until)
            return false;
        try
        {
            await BringAsync(station, cancellationToken);
            _awayUntil.TryRemove(station, out _);
            return true;
        }
        catch (DiagnosticException failure)
        {
            if (failure.Diagnostics[0].Code != StationCodes.Away && !_awayUntil.ContainsKey(station))
                logger.LogWarning("Station '{Station}' does not take what became of programs: {Problem}", station, failure.Message);
            _awayUntil[station] = time.GetTimestamp() + (long)(Pause.TotalSeconds * time.TimestampFrequency);
            return false;
        }
    }

    private async Task BringAsync(string station, CancellationToken cancellationToken)
    {
        // Results that are here now have all of their events in the mailbox.
        var results = (await outbox.ListAsync(cancellationToken)).Where(entry => entry.IsConfirmed && entry.Station == station).ToList();
        while (await mailbox.ReadAsync(station, cancellationToken) is { Count: > 0 } letters)
        {
            await stations.AskAsync(station, EventsPart.PartName, LetterJson.Write(letters), cancellationToken);
            await mailbox.RemoveAsync(station, letters[^1].Number, cancellationToken);
        }

        foreach (var entry in results)
        {
            if (await outbox.ReadAsync(entry.Id, cancellationToken) is not { } result)
                continue;
            await stations.AskAsync(station, ResultsPart.PartName, result, cancellationToken);
            await outbox.RemoveAsync(entry.Id, entry.Epoch, cancellationToken);
        }
    }
}

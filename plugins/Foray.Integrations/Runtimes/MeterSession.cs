using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;

namespace Foray.Integrations.Runtimes;

/// <summary>Listens to the meters of another process by EventPipe.</summary>
internal sealed class MeterSession
{
    private const string Provider = "System.Diagnostics.Metrics";

    /// <summary>Time series. Source: <c>MetricsEventSource.Keywords</c> of .NET.</summary>
    private const long TimeSeriesValues = 2;

    /// <summary>Least that the process takes.</summary>
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(0.1);

    /// <summary>Most values that wait for a measurement; older ones give way, so that a collector that is not asked any more fills no memory.</summary>
    private const int MostWaiting = 100_000;

    private readonly EventPipeSession _session;
    private readonly TimeSpan _interval;
    private readonly ConcurrentQueue<RemoteValue> _arrived = new();
    private readonly Task _reading;

    private MeterSession(int pid, EventPipeSession session, TimeSpan interval)
    {
        (Pid, _session, _interval) = (pid, session, interval);
        _reading = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public int Pid { get; }

    /// <summary>True when the process has ended, or closed the session.</summary>
    public bool HasEnded => _reading.IsCompleted;

    /// <exception cref="MeterSessionException">There is no such process, or it cannot be asked.</exception>
    public static async Task<MeterSession> StartAsync(int pid, DotnetCollectorOptions options, CancellationToken cancellationToken)
    {
        var interval = options.Interval < ShortestInterval ? ShortestInterval : options.Interval;
        try
        {
            var client = new DiagnosticsClient(pid);
            var session = await client.StartEventPipeSessionAsync(ProvidersOf(options, interval), requestRundown: false, token: cancellationToken);
            return new MeterSession(pid, session, interval);
        }
        catch (Exception error) when (error is DiagnosticsClientException or IOException or UnauthorizedAccessException or TimeoutException or System.Net.Sockets.SocketException)
        {
            throw new MeterSessionException($"process {pid} cannot be asked: it does not run, is not .NET, or is another user's ({error.Message})", error);
        }
    }

    /// <summary>What has arrived since the last call.</summary>
    public IReadOnlyList<RemoteValue> Take()
    {
        var values = new List<RemoteValue>();
        while (_arrived.TryDequeue(out var value))
            values.Add(value);
        return values;
    }

    /// <summary>Ends the listening. Safe where the process has ended.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!HasEnded)
                await _session.StopAsync(cancellationToken);
            await _reading.WaitAsync(cancellationToken);
        }
        catch (Exception error) when (error is DiagnosticsClientException or IOException or System.Net.Sockets.SocketException or OperationCanceledException)
        {
            // The process is gone, or the time is up: closing the connection ends the session there too.
        }
        finally
        {
            _session.Dispose();
        }
    }

    private static IEnumerable<EventPipeProvider> ProvidersOf(DotnetCollectorOptions options, TimeSpan interval)
    {
        var seconds = interval.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        var meters = new Dictionary<string, string>
        {
            // Sessions of this id share the process's one reader, dotnet-counters' among them.
            ["SessionId"] = "SHARED",
            ["ClientId"] = Guid.NewGuid().ToString(),
            ["Metrics"] = string.Join(',', options.Meters),
            ["RefreshInterval"] = seconds,
            ["MaxTimeSeries"] = "1000",
            ["MaxHistograms"] = "100",
        };
        return
        [
            new EventPipeProvider(Provider, EventLevel.Informational, TimeSeriesValues, meters),
            .. options.Counters.Select(source => new EventPipeProvider(source, EventLevel.Informational, 0, new Dictionary<string, string> { ["EventCounterIntervalSec"] = seconds })),
        ];
    }

    private void Read()
    {
        try
        {
            using var source = new EventPipeEventSource(_session.EventStream);
            source.Dynamic.All += Keep;
            source.Process();
        }
        catch (Exception)
        {
            // A process that was killed leaves a stream without an end, in the middle of anything.
        }
    }

    private void Keep(TraceEvent occurrence)
    {
        foreach (var value in ValuesOf(occurrence))
            _arrived.Enqueue(value);
        while (_arrived.Count > MostWaiting && _arrived.TryDequeue(out _))
        {
        }
    }

    private IEnumerable<RemoteValue> ValuesOf(TraceEvent occurrence)
    {
        if (occurrence.ProviderName == Provider)
            return MeterEvents.Read(occurrence.EventName, name => Convert.ToString(occurrence.PayloadByName(name), CultureInfo.InvariantCulture) ?? "", _interval.TotalSeconds);
        return occurrence.EventName == CounterEvents.Name && occurrence.PayloadNames.Length > 0 && occurrence.PayloadValue(0) is IDictionary<string, object> payload
            ? CounterEvents.Read(occurrence.ProviderName, payload)
            : [];
    }
}

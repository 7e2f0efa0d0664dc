using System.Threading.Channels;
using Foray.Stations.Programs.Bastion;
using Foray.Stations.Programs.Sandbox;
using Foray.Stations.Programs.Services;
using Microsoft.Extensions.Logging;

namespace Foray.Stations.Programs.Supervision;

/// <summary>Runs one incarnation of a program in its worker, from <c>begin</c> to its end.</summary>
internal sealed class ProgramSupervisor : IServingProgram, IDisposable
{
    /// <summary>Calls that a worker may have sent without having heard the replies.</summary>
    private const int MostCalls = 8;

    private readonly ProgramSurroundings _station;
    private readonly IWorkerProcess _worker;
    private readonly Incarnation _incarnation;
    private readonly BastionWriter _writer;
    private readonly BastionCalls _calls;
    private readonly OutputGate _output;
    private readonly Invocations _invocations = new();
    private readonly Channel<(WorkerMessage.Call Call, int Size)> _asked = Channel.CreateBounded<(WorkerMessage.Call, int)>(MostCalls);
    private readonly CancellationTokenSource _over = new();
    private readonly TaskCompletionSource<IncarnationEnd?> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastCall;
    private long _waitingBytes;
    private bool _hasLeft;

    /// <param name="incarnation">The program.</param>
    /// <param name="worker">Its worker, which is ready. The supervisor ends it.</param>
    /// <param name="station">What the program meets.</param>
    public ProgramSupervisor(Incarnation incarnation, IWorkerProcess worker, ProgramSurroundings station)
    {
        (_incarnation, _worker, _station) = (incarnation, worker, station);
        _writer = new BastionWriter(worker.Input, _over.Token);
        _calls = new BastionCalls(incarnation, this, station);
        _output = new OutputGate(incarnation.Snapshot.Limits.Output, Print);
    }

    public string Id => Snapshot.Id;

    public long Epoch => Snapshot.Epoch;

    /// <summary>The program as it began, under its present epoch.</summary>
    public ProgramSnapshot Snapshot => _incarnation.Snapshot;

    /// <summary>Runs the program. To be called once.</summary>
    /// <returns>Its end; null where the program goes on elsewhere or later: it has left, or the station stops.</returns>
    public async Task<ProgramEnd?> RunAsync()
    {
        _station.Names.Local.Enter(this);
        Task[] activities = [GuardAsync(AnswerAsync), GuardAsync(ListenAsync), GuardAsync(WatchAsync)];
        var end = await _end.Task;
        _station.Names.Local.Leave(this);
        await _over.CancelAsync();
        _invocations.End();
        await _worker.DisposeAsync();
        await Task.WhenAll(activities);

        // A hand-off that was under way when the worker ended may have been decided.
        return _hasLeft || end is null
            ? null
            : new ProgramEnd(_incarnation.Capture(end.State), _station.Stations.Own, end.Kind) { Error = end.Error, Reason = end.Reason };
    }

    /// <summary>Ends the program, unless it has ended or left.</summary>
    /// <param name="reason">Why, for the submitter.</param>
    public void Kill(string reason) => _end.TrySetResult(new IncarnationEnd(ProgramEndKind.Killed, reason));

    /// <summary>Ends the worker, and leaves the program to a later incarnation.</summary>
    public void Stop() => _end.TrySetResult(null);

    public async Task<ProgramValue> InvokeAsync(ProgramValue service, string method, ProgramValue arguments, CancellationToken cancellationToken)
    {
        var (id, result) = _invocations.Open();
        try
        {
            await _writer.InvokeAsync(id, service, method, arguments).WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (IsEndOfWorker(exception) && !cancellationToken.IsCancellationRequested)
        {
            // The result says so, as soon as the end is known.
        }

        return await result.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _over.Dispose();
    }

    /// <summary>What a stream says whose other end is gone, or that is not to be waited for any more.</summary>
    private static bool IsEndOfWorker(Exception exception) => exception is IOException or OperationCanceledException or ObjectDisposedException;

    private async Task GuardAsync(Func<Task> activity)
    {
        try
        {
            await activity();
        }
        catch (Exception exception)
        {
            _station.Logger.LogError(exception, "the program {Program} cannot go on", Id);
            _end.TrySetResult(new IncarnationEnd(ProgramEndKind.Died, $"the station could not go on with it: {exception.Message}"));
        }
    }

    private async Task WatchAsync()
    {
        try
        {
            _end.TrySetResult(await new EndOfWorker(_worker, _station.Time).WithoutOutputAsync(_over.Token));
        }
        catch (OperationCanceledException)
        {
            // The end is known.
        }
    }

    private async Task ListenAsync()
    {
        try
        {
            _end.TrySetResult(await LastWordAsync() ?? await new EndOfWorker(_worker, _station.Time).AfterOutputAsync(_over.Token));
        }
        catch (BastionBreachException exception)
        {
            _end.TrySetResult(new IncarnationEnd(ProgramEndKind.Breached, $"spoke no bastion protocol: {exception.Message}"));
        }
        catch (OperationCanceledException)
        {
            // The end is known.
        }
    }

    /// <summary>Hears the worker until it says how the program ended; null where it says nothing more.</summary>
    private async Task<IncarnationEnd?> LastWordAsync()
    {
        var lines = new BastionLines(_worker.Output);
        try
        {
            while (await lines.ReadAsync(_over.Token) is { } line)
                if (Hear(WorkerMessageParser.Parse(line), line.Length) is { } end)
                    return end;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // As good as its end.
        }

        return null;
    }

    private IncarnationEnd? Hear(WorkerMessage message, int size)
    {
        switch (message)
        {
            case WorkerMessage.Call call:
                if (call.Id != ++_lastCall)
                    throw new BastionBreachException($"a call with the id {call.Id} where {_lastCall} is next");
                // What waits lies in the station's memory, and not in the program's.
                if (Interlocked.Add(ref _waitingBytes, size) > BastionLines.Longest)
                    throw new BastionBreachException($"calls of more than {BastionLines.Longest} bytes at once");
                if (!_asked.Writer.TryWrite((call, size)))
                    throw new BastionBreachException($"more than {MostCalls} calls at once");
                return null;
            case WorkerMessage.Result result:
                _invocations.Close(result);
                return null;
            case WorkerMessage.Output output:
                _output.Pass(output.IsError, output.Text);
                return null;
            case WorkerMessage.Done done:
                return IncarnationEnd.Of(done);
            default:
                throw new InvalidOperationException($"no handling of {message.GetType().Name}");
        }
    }

    private async Task AnswerAsync()
    {
        try
        {
            await _writer.BeginAsync(Snapshot, _station.Stations.Own);
            await foreach (var (call, size) in _asked.Reader.ReadAllAsync(_over.Token))
            {
                Interlocked.Add(ref _waitingBytes, -size);
                await AnswerAsync(call);
            }
        }
        catch (Exception exception) when (IsEndOfWorker(exception))
        {
            // Whoever listens hears how it ended.
        }
    }

    private async Task AnswerAsync(WorkerMessage.Call call)
    {
        try
        {
            if (await _calls.AnswerAsync(call.Asked, _over.Token) is { } value)
            {
                await _writer.ReplyAsync(call.Id, value);
                return;
            }

            _hasLeft = true;
            _end.TrySetResult(null);
        }
        catch (BastionException exception)
        {
            await _writer.ReplyAsync(call.Id, exception.Error);
        }
    }

    private void Print(bool isError, string text)
    {
        try
        {
            _station.Observer.Printed(new ProgramOutput(Id, Snapshot.Family, Snapshot.ReportingStation, isError, text));
        }
        catch (Exception exception)
        {
            _station.Logger.LogError(exception, "nobody took what the program {Program} printed", Id);
        }
    }
}

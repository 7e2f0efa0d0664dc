using Foray.Stations.Programs.Bastion;

namespace Foray.Stations.Programs.Supervision;

/// <summary>The calls of a program's services that its worker has not answered yet.</summary>
internal sealed class Invocations
{
    /// <summary>Most calls at once.</summary>
    public const int Most = 256;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, TaskCompletionSource<ProgramValue>> _open = [];
    private long _last;
    private bool _isOver;

    /// <summary>Begins a call.</summary>
    /// <returns>Its number, and its result.</returns>
    /// <exception cref="BastionException">The program has ended, or too many wait.</exception>
    public (long Id, Task<ProgramValue> Result) Open()
    {
        lock (_gate)
        {
            if (_isOver)
                throw Ended();
            if (_open.Count >= Most)
                throw new BastionException(BastionError.Protocol, $"{Most} calls wait for the program already");
            var result = new TaskCompletionSource<ProgramValue>(TaskCreationOptions.RunContinuationsAsynchronously);
            _open.Add(++_last, result);
            return (_last, result.Task);
        }
    }

    /// <summary>Takes the worker's answer. Whoever called may have given up: the call counts as open until then.</summary>
    /// <exception cref="BastionBreachException">No such call is open.</exception>
    public void Close(WorkerMessage.Result answer)
    {
        TaskCompletionSource<ProgramValue>? result;
        lock (_gate)
            if (!_open.Remove(answer.Id, out result))
                throw new BastionBreachException("a result of a call that was not made, or a second one");
        if (answer.Error is { } error)
            Fail(result, new BastionException(error));
        else
            result.SetResult(answer.Value);
    }

    /// <summary>The program has ended: nothing is answered any more.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isOver = true;
            foreach (var result in _open.Values)
                Fail(result, Ended());
            _open.Clear();
        }
    }

    /// <summary>Whoever called may have given up, and look at nothing any more.</summary>
    private static void Fail(TaskCompletionSource<ProgramValue> result, BastionException exception)
    {
        result.SetException(exception);
        _ = result.Task.Exception;
    }

    private static BastionException Ended() => new(BastionError.Protocol, "the program whose service it is has ended, or has left");
}

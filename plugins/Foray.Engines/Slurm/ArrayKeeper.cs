using System.Globalization;
using Foray.Engines.Cases;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;

namespace Foray.Engines.Slurm;

/// <summary>The command on the machine that submits an array and cancels it when it is ended itself: by a timeout, an interruption, or <c>down</c>.</summary>
internal sealed class ArrayKeeper(SlurmRun slurm, JobArray array) : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _disposed = new();
    private int _number;
    private CommandHandle? _handle;
    private Task _ended = Task.CompletedTask;

    /// <summary>Why the machine will not tell the keeper's end any more; null where it will.</summary>
    public string? Lost { get; private set; }

    /// <summary>True where no keeper runs.</summary>
    public bool HasEnded => _ended.IsCompleted;

    /// <summary>Attaches to the keeper that an earlier run started last.</summary>
    /// <returns>False where it started none, so that nothing was submitted.</returns>
    public async Task<bool> AdoptAsync()
    {
        while (await slurm.Machine.AttachAsync(IdOf(_number + 1), slurm.Token) is { } handle)
        {
            _number++;
            _handle = handle;
        }

        if (_handle is null)
            return false;
        _ended = WatchAsync(_handle);
        return true;
    }

    /// <summary>Starts a keeper. Where an earlier one submitted the array, this one finds it.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var arguments = SbatchText.Arguments(slurm.Options, array.JobName, array.Rows.Count);
        var script = string.Join('\n',
            $"root=$PWD array={ShellText.Quote(array.Id)} name={ShellText.Quote(array.JobName)} count={array.Rows.Count.ToString(CultureInfo.InvariantCulture)}",
            "state=$root/$array",
            SbatchText.Submit(arguments),
            BatchText.Keeper,
            SlurmText.Keeper);
        _number++;
        _handle = new CommandHandle(slurm.Machine.Name, IdOf(_number));
        await slurm.Machine.StartAsync(new CommandSpec(_handle.Id, script), cancellationToken);
        _ended = WatchAsync(_handle);
    }

    /// <summary>Ends the keeper and cancels the array. Safe to repeat.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_handle is null)
            return;
        await slurm.Machine.StopAsync(_handle, Grace, cancellationToken);
        // The keeper has done so, unless it was killed before.
        await slurm.AskAsync("scancel --name=\"$name\"", [("name", array.JobName)], "", cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        await _ended;
        _disposed.Dispose();
    }

    private string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{array.Id}/keeper-{number}");

    private async Task WatchAsync(CommandHandle handle)
    {
        try
        {
            await slurm.Machine.WaitAsync(handle, _disposed.Token);
        }
        catch (DiagnosticException error)
        {
            Lost = error.Reason();
        }
        catch (OperationCanceledException)
        {
        }
    }
}

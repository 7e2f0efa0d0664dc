using System.Text;
using Foray.Sdk.Processes;

namespace Foray.Processes;

/// <summary>A child with pipes.</summary>
internal sealed class PipedProcess : IPipedProcess
{
    /// <summary>Between asking a group to end and killing it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>How long output is awaited after the child's end while an escapee (an OpenSSH master, say) holds the pipe open.</summary>
    private static readonly TimeSpan LateOutput = TimeSpan.FromMilliseconds(500);

    private readonly Child _child;
    private readonly Pipes _pipes;
    private readonly Termination _termination;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _disposing = new();
    private readonly CancellationTokenSource _late = new();
    private readonly Capture _error;
    private readonly Task _errorRead;
    private readonly Task _fed;
    private readonly Task _ended;
    private readonly Task<int> _exit;
    private bool _timedOut;
    private int _disposed;

    public PipedProcess(Child child, Pipes pipes, ProcessRequest request, int keptError, Termination termination, TimeProvider time)
    {
        (_child, _pipes, _termination, _time) = (child, pipes, termination, time);
        _error = new Capture(pipes.Error, keptError);
        _errorRead = _error.ReadAsync(_late.Token);
        _fed = request.Input is { } text ? FeedAsync(text) : Task.CompletedTask;
        _ended = request.Timeout is { } timeout ? LimitAsync(timeout) : child.Exit;
        _exit = ExitAsync();
    }

    public Stream Input => _pipes.Input;

    public Stream Output => _pipes.Output;

    public string Error => _error.Text;

    public Task<int> Exit => _exit;

    /// <summary>Waits for the end and collects the output.</summary>
    public async Task<ProcessResult> CompleteAsync(CancellationToken cancellationToken)
    {
        var output = new Capture(_pipes.Output, int.MaxValue);
        var reads = Task.WhenAll(output.ReadAsync(_late.Token), _errorRead);
        await _ended.WaitAsync(cancellationToken);
        var exitCode = await _child.Exit.WaitAsync(cancellationToken);
        if (!await IsDoneInTimeAsync(reads, cancellationToken))
        {
            await _late.CancelAsync();
            await reads;
        }

        return new ProcessResult(exitCode, output.Text, Error, _timedOut);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _disposing.CancelAsync();
        try
        {
            await EndGroupAsync();
        }
        finally
        {
            _pipes.Dispose();
        }

        await Task.WhenAll(_errorRead, _fed);
        _disposing.Dispose();
        _late.Dispose();
    }

    private async Task<int> ExitAsync()
    {
        var code = await _child.Exit;
        await IsDoneInTimeAsync(_errorRead, CancellationToken.None);
        return code;
    }

    private async Task<bool> IsDoneInTimeAsync(Task reading, CancellationToken cancellationToken)
    {
        try
        {
            await reading.WaitAsync(LateOutput, _time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task EndGroupAsync()
    {
        await _termination.EndAsync(_child.Identity, null, Grace, CancellationToken.None);
        await _child.Exit;
    }

    private async Task LimitAsync(TimeSpan timeout)
    {
        try
        {
            await _child.Exit.WaitAsync(timeout, _time, _disposing.Token);
        }
        catch (TimeoutException)
        {
            _timedOut = true;
            await EndGroupAsync();
        }
        catch (OperationCanceledException)
        {
            // Disposing ends the group itself.
        }
    }

    private async Task FeedAsync(string text)
    {
        try
        {
            await _pipes.Input.WriteAsync(Encoding.UTF8.GetBytes(text));
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // A program need not read its input.
        }
        finally
        {
            await _pipes.Input.DisposeAsync();
        }
    }
}

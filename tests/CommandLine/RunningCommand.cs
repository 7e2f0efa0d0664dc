using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Foray.CommandLine;

/// <summary>A command that runs.</summary>
internal sealed class RunningCommand : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly Task<string> _output;
    private readonly Task<string> _error;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RunningCommand(Process process)
    {
        _process = process;
        _output = FollowAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    public int Pid => _process.Id;

    public bool HasExited => _process.HasExited;

    public async Task<CommandResult> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CommandResult(_process.ExitCode, await _output, await _error);
    }

    /// <summary>Waits until it has said something on its output.</summary>
    /// <returns>All that it has said.</returns>
    public async Task<string> SaysAsync(string part)
    {
        while (true)
        {
            var more = Volatile.Read(ref _more).Task;
            var said = Said();
            if (said.Contains(part, StringComparison.Ordinal))
                return said;
            Assert.False(_output.IsCompleted, $"the command ended and did not say '{part}': {said}{(_error.IsCompletedSuccessfully ? await _error : "")}");
            await Task.WhenAny(more, _output).WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    public Task ExitedAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    public void Kill() => _process.Kill();

    /// <summary>Sends a signal by its name, for example <c>INT</c>.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("/bin/kill", ["-" + name, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private async Task<string> FollowAsync()
    {
        var buffer = new char[4096];
        for (int read; (read = await _process.StandardOutput.ReadAsync(buffer)) > 0;)
        {
            lock (_said)
                _said.Append(buffer, 0, read);
            Interlocked.Exchange(ref _more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        }

        return Said();
    }

    private string Said()
    {
        lock (_said)
            return _said.ToString();
    }
}

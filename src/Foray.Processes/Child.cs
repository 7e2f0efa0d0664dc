using Foray.Sdk.Processes;

namespace Foray.Processes;

/// <summary>A process started here, until it is reaped.</summary>
internal sealed class Child(ProcessIdentity identity)
{
    private const int SignalBits = 0x7f;
    private readonly TaskCompletionSource<int> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ProcessIdentity Identity => identity;

    /// <summary>Its exit code once it has been reaped; 128 + n where signal n ended it.</summary>
    public Task<int> Exit => _exit.Task;

    public void Reaped(int status)
    {
        var signal = status & SignalBits;
        _exit.SetResult(signal == 0 ? (status >> 8) & 0xff : 128 + signal);
    }
}

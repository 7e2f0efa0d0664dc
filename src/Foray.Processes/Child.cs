using Foray.Sdk.Processes;

namespace Foray.Processes;

/// <summary>A process started here, until it is reaped.</summary>
internal sealed class Child(ProcessIdentity identity)
{
    private readonly TaskCompletionSource<int> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ProcessIdentity Identity => identity;

    /// <summary>Its exit code once it has been reaped; 128 + n where signal n ended it.</summary>
    public Task<int> Exit => _exit.Task;

    /// <summary>What it used; known once it has been reaped.</summary>
    public ResourceUsage Usage { get; private set; }

    public void Reaped(int status, in ResourceUsage usage)
    {
        Usage = usage;
        _exit.SetResult(ExitStatus.ToCode(status));
    }
}

namespace Foray.Plugins.Tests.Lifecycle;

/// <summary>What an actor does, and how many there were.</summary>
internal sealed class Script
{
    public bool FailsToInitialize { get; set; }

    public bool FailsToStart { get; set; }

    public bool FailsToStop { get; set; }

    public bool FailsToDispose { get; set; }

    /// <summary>What it reports while it starts.</summary>
    public string? Limits { get; set; }

    /// <summary>What it reports while it is made.</summary>
    public string? EarlyLimits { get; set; }

    public Func<CancellationToken, Task>? Start { get; set; }

    public Func<CancellationToken, Task>? Stop { get; set; }

    public Func<Task>? Dispose { get; set; }

    /// <summary>Ends when something that never does has begun.</summary>
    public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Made { get; set; }

    public int Disposed { get; set; }

    public Task Never(CancellationToken cancellationToken)
    {
        Begun.TrySetResult();
        return new TaskCompletionSource().Task;
    }
}

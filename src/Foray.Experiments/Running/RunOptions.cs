namespace Foray.Experiments.Running;

/// <summary>How to run.</summary>
public sealed record RunOptions
{
    /// <summary>True to run and install everything again, whatever earlier runs did. Default: false.</summary>
    public bool Force { get; init; }
}

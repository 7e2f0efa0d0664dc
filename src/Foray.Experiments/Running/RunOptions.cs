namespace Foray.Experiments.Running;

/// <summary>How to run.</summary>
public sealed record RunOptions
{
    /// <summary>True to run and install everything again, whatever earlier runs did. Default: false.</summary>
    public bool Force { get; init; }

    /// <summary>Id of an earlier run whose file is run again, with the variables that it had; or <c>latest</c>. Null runs the file as it is now. Default: null.</summary>
    public string? RepeatOf { get; init; }
}

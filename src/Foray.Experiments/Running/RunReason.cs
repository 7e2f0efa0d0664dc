namespace Foray.Experiments.Running;

/// <summary>Why a row is run, or not.</summary>
public enum RunReason
{
    /// <summary>It was never run.</summary>
    New,

    /// <summary>It passed before, and nothing that it depends on has changed: it is not run.</summary>
    Reused,

    /// <summary>Something that it depends on has changed.</summary>
    Changed,

    /// <summary>It did not pass the last time.</summary>
    NotPassed,

    /// <summary>An earlier run began it and did not see its end.</summary>
    Interrupted,

    /// <summary>It passed before, but its files are gone.</summary>
    FilesGone,

    /// <summary>It was asked for.</summary>
    Forced,
}

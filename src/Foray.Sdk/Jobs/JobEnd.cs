namespace Foray.Sdk.Jobs;

/// <summary>How a job came to its end.</summary>
public enum JobEnd
{
    /// <summary>All tests had their turn.</summary>
    Completed,

    /// <summary>A test failed, and the job was to stop then.</summary>
    FailedFast,

    /// <summary>Its time was up.</summary>
    TimedOut,

    /// <summary>It was stopped from outside.</summary>
    Interrupted,

    /// <summary>It has no end: its program died.</summary>
    Died,
}

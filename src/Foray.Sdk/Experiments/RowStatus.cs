namespace Foray.Sdk.Experiments;

/// <summary>How a row of results ended, from best to worst: the status of several is the highest of them.</summary>
public enum RowStatus
{
    /// <summary>Everything ran and ended with exit code 0.</summary>
    Passed,

    /// <summary>It was not run, because something before it did not pass.</summary>
    Skipped,

    /// <summary>Something ended with another exit code, or could not be done.</summary>
    Failed,

    /// <summary>Its time was up; it was ended.</summary>
    TimedOut,

    /// <summary>It was ended because the run was.</summary>
    Interrupted,
}

namespace Foray.Sdk.Tracking;

/// <summary>How a tracked run stands. The names are those of MLflow's REST API.</summary>
public enum RunState
{
    /// <summary>It goes on.</summary>
    Running,

    /// <summary>It has not begun yet.</summary>
    Scheduled,

    /// <summary>It did what it was to do.</summary>
    Finished,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It was ended from outside, or nobody knows how it ended.</summary>
    Killed,
}

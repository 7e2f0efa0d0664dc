namespace Foray.Tracking.Routing;

/// <summary>What becomes of points for a sink that is far behind.</summary>
public enum SinkPolicy
{
    /// <summary>They wait in the spool, whose limit reaches the caller at last.</summary>
    Block,

    /// <summary>The oldest are dropped, and counted.</summary>
    DropOldest,

    /// <summary>Of each series some are sent, and the others counted, until the sink has caught up; where it is behind by twice as much, the oldest are dropped.</summary>
    Downsample,
}

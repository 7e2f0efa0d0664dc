namespace Foray.Tracking.Routing;

/// <summary>How a sink stands.</summary>
public enum SinkState
{
    /// <summary>It has not been reached yet.</summary>
    Starting,

    /// <summary>What it got last has arrived.</summary>
    Connected,

    /// <summary>What it got last has not arrived, and is sent again.</summary>
    Retrying,

    /// <summary>It failed many times in a row, and is tried seldom.</summary>
    Broken,

    /// <summary>It gets nothing more.</summary>
    Stopped,
}

using Foray.Tracking.Spool;

namespace Foray.Tracking.Routing;

/// <summary>Takes a spool's content, a part after the other. One for each spool; never called twice at once.</summary>
internal interface ISink
{
    /// <summary>Name, unique in the tracker.</summary>
    string Name { get; }

    /// <summary>How it stands.</summary>
    SinkProgress Progress { get; }

    /// <summary>The last position that it is done with.</summary>
    long Position { get; }

    /// <summary>Whether it has read the next part already, while it took the one before. Default: it does not do that.</summary>
    bool HasNext => false;

    /// <summary>Looks where it is. Called once, and again where that failed.</summary>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Takes the next part of the spool.</summary>
    /// <returns>Records that it looked at; 0 where there are none now.</returns>
    Task<long> TakeAsync(SpoolReader reader, CancellationToken cancellationToken);

    /// <summary>Nothing more will come, or nothing more is taken.</summary>
    /// <param name="isComplete">True where it has got everything.</param>
    /// <param name="cancellationToken">The time is over.</param>
    Task CloseAsync(bool isComplete, CancellationToken cancellationToken);
}

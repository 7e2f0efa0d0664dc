namespace Foray.Stations.Programs.HandOff;

/// <summary>The durable steps of a hand-off.</summary>
internal enum HandOffStep
{
    /// <summary>The origin keeps what is to leave.</summary>
    Prepared,

    /// <summary>The destination keeps what came.</summary>
    Received,

    /// <summary>The ledger names the destination.</summary>
    Committed,

    /// <summary>The destination has marked it as running, and is about to start it.</summary>
    Started,
}

namespace Foray.Stations.Programs.Keeping;

/// <summary>What a station does with a program that it keeps.</summary>
internal enum ProgramPhase
{
    /// <summary>It runs here, or is to run again when the station does.</summary>
    Running,

    /// <summary>It is to leave; its snapshot for the way is kept beside that of its begin.</summary>
    Prepared,

    /// <summary>It has come, and waits for the ledger to name this station.</summary>
    Received,
}

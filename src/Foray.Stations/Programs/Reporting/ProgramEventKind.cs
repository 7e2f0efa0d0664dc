namespace Foray.Stations.Programs.Reporting;

/// <summary>What became of a program.</summary>
internal enum ProgramEventKind
{
    /// <summary>It was submitted; it is told where it begins.</summary>
    Submitted,

    /// <summary>It left for another station.</summary>
    Moved,

    /// <summary>A clone of it was sent to a station.</summary>
    Cloned,

    /// <summary>It printed something.</summary>
    Printed,

    /// <summary>It ended.</summary>
    Ended,
}

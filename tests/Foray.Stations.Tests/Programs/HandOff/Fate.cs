namespace Foray.Stations.Tests.Programs.HandOff;

/// <summary>What becomes of a point that a station's work has reached.</summary>
internal enum Fate
{
    Go,

    /// <summary>A message or an answer is lost, or a worker does not start.</summary>
    Fail,

    /// <summary>The message comes now, and once more later.</summary>
    Twice,
}

namespace Foray.Cli.Commands.Runs;

/// <summary>What the points of a picture are laid out by.</summary>
internal enum CurveAxis
{
    Step,

    Time,

    /// <summary>The time since the first point of each run.</summary>
    Relative,

    Index,
}

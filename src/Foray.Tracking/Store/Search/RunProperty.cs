namespace Foray.Tracking.Store.Search;

/// <summary>What every run has.</summary>
public enum RunProperty
{
    /// <summary>Id; a text.</summary>
    Id,

    /// <summary>Name for people; a text.</summary>
    Name,

    /// <summary>Name of its experiment; a text.</summary>
    Experiment,

    /// <summary>Id of its experiment; a number.</summary>
    ExperimentId,

    /// <summary>Id of the run that it is a part of; a text, and missing where it is part of none.</summary>
    Parent,

    /// <summary>Name of its <see cref="Sdk.Tracking.RunState"/>; a text, upper and lower case being the same.</summary>
    State,

    /// <summary>When it began, in whole milliseconds since 1970; a number.</summary>
    Started,

    /// <summary>When it ended, in whole milliseconds since 1970; a number, and missing where it has not.</summary>
    Ended,

    /// <summary>How long it took, in whole milliseconds; a number, and missing where it has not ended.</summary>
    Duration,
}

using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Foray.Fixtures.Theatre;

/// <summary>What is rehearsed, and how.</summary>
public sealed record RehearseOptions
{
    /// <summary>Name of the piece.</summary>
    [Positional(0)]
    public required string Piece { get; init; }

    /// <summary>Who takes part; everybody where nobody is named.</summary>
    [Positional(1)]
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>How it is played.</summary>
    public Manner Manner { get; init; } = Manner.FullVoice;

    /// <summary>How often.</summary>
    [Range(1, 9), RenamedFrom("times")]
    public int Rounds { get; init; } = 1;

    /// <summary>How loud, of 1.</summary>
    public double? Loudness { get; init; }

    /// <summary>Whether there is an audience.</summary>
    public bool OpenDoors { get; init; }

    /// <summary>Time between the rounds.</summary>
    [DefaultDuration("5m")]
    public TimeSpan Pause { get; init; }

    /// <summary>Most that a recording may take.</summary>
    public ByteSize? Recording { get; init; }

    /// <summary>Numbers of the scenes.</summary>
    public IReadOnlyList<int> Scenes { get; init; } = [];

    /// <summary>When it is interrupted.</summary>
    public IReadOnlyList<TimeSpan> Breaks { get; init; } = [];

    /// <summary>Name of the hall.</summary>
    [Deprecated("there is only one hall")]
    public string? Hall { get; init; }
}

using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Foray.Fixtures.Music;

/// <summary>How a score is printed.</summary>
public sealed record ScoreOptions
{
    /// <summary>Name of the file.</summary>
    [WithinFolder]
    public string File { get; init; } = "score.txt";

    /// <summary>Voices of the score.</summary>
    [Range(1, 12)]
    public int Voices { get; init; } = 4;

    /// <summary>Its clef.</summary>
    public Clef Clef { get; init; } = Clef.Treble;

    /// <summary>Its movements.</summary>
    public IReadOnlyList<MovementOptions> Movements { get; init; } = [];
}

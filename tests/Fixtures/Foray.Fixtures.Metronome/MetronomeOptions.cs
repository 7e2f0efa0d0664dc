using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Foray.Fixtures.Metronome;

/// <summary>How it beats.</summary>
public sealed record MetronomeOptions
{
    /// <summary>Beats in a minute.</summary>
    [Range(20, 300)]
    [RenamedFrom("speed")]
    public int Tempo { get; init; } = 60;

    /// <summary>Name of the file.</summary>
    public string File { get; init; } = "metronome.txt";

    /// <summary>Music to play along with.</summary>
    public InputPath? Sheet { get; init; }

    /// <summary>How loud it is.</summary>
    public Loudness Loudness { get; init; } = Loudness.Piano;
}

using System.ComponentModel.DataAnnotations;

namespace MusicPlayer.Tones;

/// <summary>How melodies sound.</summary>
public sealed record ToneOptions
{
    /// <summary>Samples in a second.</summary>
    [Range(1000, 192000)]
    public int SampleRate { get; init; } = 8000;

    /// <summary>Largest sample, from 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double Volume { get; init; } = 0.5;
}

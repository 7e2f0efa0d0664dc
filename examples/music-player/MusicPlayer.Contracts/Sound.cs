namespace MusicPlayer.Contracts;

/// <summary>Decoded sound.</summary>
/// <param name="SampleRate">Samples of each channel in a second.</param>
/// <param name="Channels">Number of channels; 1 or more.</param>
/// <param name="Samples">Samples from -1 to 1, those of one moment side by side.</param>
public sealed record Sound(int SampleRate, int Channels, ReadOnlyMemory<float> Samples)
{
    /// <summary>How long it takes.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds((double)(Samples.Length / Channels) / SampleRate);
}

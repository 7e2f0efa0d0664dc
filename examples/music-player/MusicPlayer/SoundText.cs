using System.Globalization;
using System.Text;
using MusicPlayer.Contracts;

namespace MusicPlayer;

/// <summary>Sound for people who read.</summary>
internal static class SoundText
{
    private const int Columns = 60;
    private const string Levels = " ▁▂▃▄▅▆▇█";

    /// <summary>Length, form and peak, and the loudness over time.</summary>
    public static string Format(Sound sound)
    {
        var samples = sound.Samples.Span;
        var peak = Peak(samples);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{sound.Duration.TotalSeconds:0.000} s, {sound.SampleRate} Hz, channels: {sound.Channels}\n");
        text.Append(CultureInfo.InvariantCulture, $"peak: {peak:0.000} ({(peak > 0 ? 20 * Math.Log10(peak) : double.NegativeInfinity):0.0} dB)\n");
        for (var column = 0; column < Columns; column++)
        {
            var part = samples[(int)((long)samples.Length * column / Columns)..(int)((long)samples.Length * (column + 1) / Columns)];
            text.Append(Levels[(int)Math.Round(Math.Min(1, Peak(part)) * (Levels.Length - 1))]);
        }

        return text.Append('\n').ToString();
    }

    private static float Peak(ReadOnlySpan<float> samples)
    {
        var peak = 0f;
        foreach (var sample in samples)
            peak = Math.Max(peak, Math.Abs(sample));
        return peak;
    }
}

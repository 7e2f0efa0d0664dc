using System.Globalization;
using Foray.Sdk.Plugins;
using MusicPlayer.Contracts;

namespace MusicPlayer.Tones;

/// <summary>Plays written melodies: a line for each note, its frequency in hertz (0 is a rest) and its length in seconds. Lines that begin with <c>#</c> are remarks.</summary>
[Plugin("tone", Description = "Written melodies: frequencies and lengths.", Capabilities = [".tone"])]
public sealed class ToneDecoder(ToneOptions options) : IAudioDecoder
{
    private const double LongestNote = 60;
    private const double LargestFrequency = 20000;

    /// <inheritdoc/>
    public Sound Decode(Stream file)
    {
        using var reader = new StreamReader(file);
        var samples = new List<float>();
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var (frequency, length) = Note(line) ?? throw new FormatException($"line {number} is no note: '{line}'");
            Add(samples, frequency, length);
        }

        return new Sound(options.SampleRate, 1, samples.ToArray());
    }

    private static (double Frequency, double Length)? Note(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var first, var second]
        && TryNumber(first, LargestFrequency, out var frequency) && TryNumber(second, LongestNote, out var length)
            ? (frequency, length)
            : null;

    /// <summary>A note that fades, so that one can hear (and see) where the next begins.</summary>
    private void Add(List<float> samples, double frequency, double length)
    {
        var count = (int)Math.Round(length * options.SampleRate);
        for (var index = 0; index < count; index++)
        {
            var fade = 1 - (double)index / count;
            samples.Add((float)(options.Volume * fade * Math.Sin(2 * Math.PI * frequency * index / options.SampleRate)));
        }
    }

    private static bool TryNumber(string text, double largest, out double number) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && number <= largest;
}

namespace Foray.Fixtures.Tuning;

/// <summary>The pitch that instruments are tuned to.</summary>
public static class Pitch
{
    /// <summary>Frequency of the note A, in hertz.</summary>
    public static int Hertz => 440;
}

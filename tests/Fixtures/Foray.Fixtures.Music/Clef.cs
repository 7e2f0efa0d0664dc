namespace Foray.Fixtures.Music;

/// <summary>Where a stave stands.</summary>
public enum Clef
{
    /// <summary>High.</summary>
    Treble,

    /// <summary>Low.</summary>
    Bass,
}

namespace Foray.Fixtures.Theatre;

/// <summary>How a piece is played.</summary>
public enum Manner
{
    /// <summary>As in front of people.</summary>
    FullVoice,

    /// <summary>To save the voice.</summary>
    Marked,
}

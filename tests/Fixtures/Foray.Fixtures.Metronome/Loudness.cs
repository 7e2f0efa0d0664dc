namespace Foray.Fixtures.Metronome;

/// <summary>How loud something is.</summary>
public enum Loudness
{
    /// <summary>Hardly.</summary>
    Piano,

    /// <summary>Very.</summary>
    Forte,
}

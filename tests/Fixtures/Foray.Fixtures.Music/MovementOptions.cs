namespace Foray.Fixtures.Music;

/// <summary>A movement.</summary>
public sealed record MovementOptions
{
    /// <summary>How fast it is played.</summary>
    public required string Tempo { get; init; }
}

using Foray.Sdk.Options;

namespace Foray.Fixtures.Music;

/// <summary>A movement.</summary>
public sealed record MovementOptions
{
    /// <summary>How fast it is played.</summary>
    public required string Tempo { get; init; }

    /// <summary>Ways to play it, each with its shades.</summary>
    [Matrix]
    public IReadOnlyDictionary<string, IReadOnlyList<ScalarValue>>? Moods { get; init; }
}

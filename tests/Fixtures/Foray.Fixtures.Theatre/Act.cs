using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Foray.Fixtures.Theatre;

/// <summary>One of the acts.</summary>
public sealed record Act
{
    /// <summary>How long it takes.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>Who plays in it.</summary>
    [MaxLength(9), Unique]
    public IReadOnlyList<string> Cast { get; init; } = [];

    /// <summary>Acts inside of it.</summary>
    public required IReadOnlyList<Act> Interludes { get; init; }

    /// <summary>What stands on the stage.</summary>
    public Stage? Stage { get; init; }
}

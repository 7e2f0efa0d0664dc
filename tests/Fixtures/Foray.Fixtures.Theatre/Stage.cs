namespace Foray.Fixtures.Theatre;

/// <summary>What stands on the stage.</summary>
public sealed record Stage
{
    /// <summary>The doors.</summary>
    public int Doors { get; init; } = 2;
}

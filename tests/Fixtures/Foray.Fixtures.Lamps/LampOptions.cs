namespace Foray.Fixtures.Lamps;

/// <summary>What is wrong with a lamp.</summary>
public sealed record LampOptions
{
    /// <summary>A file: while it is there, the lamp does not start.</summary>
    public string? Fuse { get; init; }

    /// <summary>It starts until it is told to give up.</summary>
    public bool Slow { get; init; }

    /// <summary>It does not stop.</summary>
    public bool Stuck { get; init; }
}

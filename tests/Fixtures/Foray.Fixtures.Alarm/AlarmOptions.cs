namespace Foray.Fixtures.Alarm;

/// <summary>Options whose schema can be read without loading the package.</summary>
public sealed record AlarmOptions
{
    /// <summary>How loud it rings.</summary>
    public int Loudness { get; init; } = 3;
}

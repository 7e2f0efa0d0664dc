namespace Foray.Fixtures.Tripwire;

/// <summary>Options whose schema can be read without loading the package.</summary>
public sealed record TripwireOptions
{
    /// <summary>Name of the file.</summary>
    public string File { get; init; } = "tripwire.txt";
}

namespace Foray.Sdk.Tracking;

/// <summary>What is known of a tracked run when it begins.</summary>
/// <param name="Id">Id, unique in its store: letters, digits, <c>-</c> and <c>_</c>, at most 256 of them.</param>
/// <param name="Experiment">Name of the experiment that it belongs to.</param>
/// <param name="Name">Name for people; need not be unique.</param>
/// <param name="Started">When it began.</param>
public sealed record RunStart(string Id, string Experiment, string Name, DateTimeOffset Started)
{
    /// <summary>Id of the run that it is a part of. Default: null.</summary>
    public string? Parent { get; init; }
}

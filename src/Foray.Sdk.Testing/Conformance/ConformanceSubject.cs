namespace Foray.Sdk.Testing.Conformance;

/// <summary>What every suite has to know about a plugin.</summary>
public abstract record ConformanceSubject
{
    /// <summary>How long anything that has to end may take. Default: 10 s, as long as a host waits for a stop.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);
}

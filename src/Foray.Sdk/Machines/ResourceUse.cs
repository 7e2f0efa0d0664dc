namespace Foray.Sdk.Machines;

/// <summary>What a program and those that it started and waited for used, as the system counts it.</summary>
/// <param name="User">Processor time of their own.</param>
/// <param name="System">Processor time of the system for them.</param>
/// <param name="PeakMemory">Largest resident memory of any of them, in bytes.</param>
public sealed record ResourceUse(TimeSpan User, TimeSpan System, long PeakMemory);

namespace Foray.Sdk.Testing.Conformance;

/// <summary>One promise of a contract, checked on a plugin.</summary>
/// <param name="Name">What is promised, as a sentence; different for every check of a suite.</param>
/// <param name="RunAsync">Checks it. Throws <see cref="ConformanceException"/> where the promise is broken.</param>
public sealed record ConformanceCheck(string Name, Func<CancellationToken, Task> RunAsync)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

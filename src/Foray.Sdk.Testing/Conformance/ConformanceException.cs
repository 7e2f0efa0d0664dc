namespace Foray.Sdk.Testing.Conformance;

/// <summary>A plugin broke its contract.</summary>
public sealed class ConformanceException : Exception
{
    /// <summary>One breach.</summary>
    public ConformanceException(ConformanceBreach breach, Exception? cause = null)
        : this([breach], cause)
    {
    }

    /// <summary>Several breaches; at least one.</summary>
    public ConformanceException(IReadOnlyList<ConformanceBreach> breaches, Exception? cause = null)
        : base(string.Join("\n\n", breaches), cause) => Breaches = breaches;

    /// <summary>What was broken, in the order of the checks.</summary>
    public IReadOnlyList<ConformanceBreach> Breaches { get; }
}

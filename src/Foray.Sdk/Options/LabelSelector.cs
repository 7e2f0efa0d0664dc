namespace Foray.Sdk.Options;

/// <summary>Labels that choose machines: the union of the machines of each. As an option: a list of one or more different, defined labels.</summary>
/// <param name="Labels">The labels, as written.</param>
public sealed record LabelSelector(IReadOnlyList<string> Labels)
{
    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Labels);
}

namespace Foray.Sdk.Options;

/// <summary>Labels that a site's machines get. As an option: a list of one or more different labels without a reserved prefix. It defines them for the whole file.</summary>
/// <param name="Labels">The labels, in order; the first one names the machines.</param>
public sealed record LabelSet(IReadOnlyList<string> Labels)
{
    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Labels);
}

namespace Foray.Tracking.Server.Search;

/// <summary>One comparison of a filter.</summary>
/// <param name="Kind"><c>attribute</c>, <c>metric</c>, <c>param</c>, <c>tag</c>, or what else was written there.</param>
/// <param name="Key">Its name.</param>
/// <param name="Operator">As written, in upper case.</param>
/// <param name="Value">What it is compared with; the parts of a list, see <see cref="Values"/>, follow it.</param>
internal sealed record Comparison(string Kind, string Key, string Operator, string Value)
{
    /// <summary>Whether the value was quoted. Default: it was.</summary>
    public bool IsText { get; init; } = true;

    /// <summary>The parts of a list. Default: none, it is no list.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];
}

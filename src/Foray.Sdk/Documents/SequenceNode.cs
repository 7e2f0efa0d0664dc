using Foray.Sdk.Diagnostics;

namespace Foray.Sdk.Documents;

/// <summary>A list of nodes.</summary>
/// <param name="place">Where it begins.</param>
/// <param name="items">Its items, in order.</param>
public sealed class SequenceNode(Place place, IReadOnlyList<DocumentNode> items) : DocumentNode(place)
{
    /// <summary>The items, in order.</summary>
    public IReadOnlyList<DocumentNode> Items { get; } = items;

    /// <inheritdoc/>
    public override string Form => "list";
}

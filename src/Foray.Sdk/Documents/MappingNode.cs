using Foray.Sdk.Diagnostics;

namespace Foray.Sdk.Documents;

/// <summary>Keys and their values, in the order of the file. A reader has refused duplicate keys before one of these exists.</summary>
/// <param name="place">Where it begins.</param>
/// <param name="entries">Keys with their values.</param>
public sealed class MappingNode(Place place, IReadOnlyList<KeyValuePair<ScalarNode, DocumentNode>> entries) : DocumentNode(place)
{
    /// <summary>Keys with their values, in the order of the file.</summary>
    public IReadOnlyList<KeyValuePair<ScalarNode, DocumentNode>> Entries { get; } = entries;

    /// <summary>The value of a key; null where the key is absent.</summary>
    public DocumentNode? this[string key]
    {
        get
        {
            foreach (var (name, value) in Entries)
                if (name.Text == key)
                    return value;
            return null;
        }
    }

    /// <inheritdoc/>
    public override string Form => "mapping";
}

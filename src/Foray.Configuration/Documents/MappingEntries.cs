using Foray.Configuration.Diagnostics;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Configuration.Documents;

/// <summary>The entries of a mapping while it is read; refuses keys that are no text, merge keys and keys that are there already.</summary>
internal sealed class MappingEntries(DiagnosticCollector diagnostics)
{
    private readonly List<KeyValuePair<ScalarNode, DocumentNode>> _entries = [];
    private Dictionary<string, int>? _indexes;
    private bool _isFaulty;

    public void Add(DocumentNode key, Place keyPlace, DocumentNode value, bool isMerge)
    {
        if (isMerge)
            Refuse(ConfigurationCodes.MergeKey, keyPlace, "the merge key '<<' is not supported", "write the keys out, or give the whole mapping with an alias");
        else if (key is FaultyNode)
            _isFaulty = true;
        else if (key is not ScalarNode { Kind: not ScalarKind.Null } scalar)
            Refuse(ConfigurationCodes.BadKey, keyPlace, $"a key must be text, and this is {(key is ScalarNode ? "nothing" : $"a {key.Form}")}", "write 'key: value'");
        else if (IndexOf(scalar.Text) is var first and >= 0)
            diagnostics.Error(ConfigurationCodes.DuplicateKey, keyPlace,
                $"the key {Excerpt.Of(scalar.Text)} stands twice; the first one is on line {_entries[first].Key.Place.Line}", "remove one of them");
        else
            Keep(scalar, value);
    }

    /// <summary>The mapping; where keys were refused, a node of which nothing is known.</summary>
    public DocumentNode ToNode(Place place) => _isFaulty ? new FaultyNode(place) : new MappingNode(place, _entries);

    private void Refuse(string code, Place place, string message, string remedy)
    {
        _isFaulty = true;
        diagnostics.Error(code, place, message, remedy);
    }

    private void Keep(ScalarNode key, DocumentNode value)
    {
        const int Few = 12;
        _entries.Add(KeyValuePair.Create(key, value));
        if (_entries.Count == Few)
        {
            _indexes = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var i = 0; i < Few; i++)
                _indexes[_entries[i].Key.Text] = i;
        }
        else if (_indexes is not null)
        {
            _indexes[key.Text] = _entries.Count - 1;
        }
    }

    private int IndexOf(string key)
    {
        if (_indexes is not null)
            return _indexes.TryGetValue(key, out var index) ? index : -1;
        for (var i = 0; i < _entries.Count; i++)
            if (_entries[i].Key.Text == key)
                return i;
        return -1;
    }
}

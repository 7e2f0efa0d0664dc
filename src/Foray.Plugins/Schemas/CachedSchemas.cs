namespace Foray.Plugins.Schemas;

/// <summary>Schemas from the catalog cache, read when they are first asked for.</summary>
/// <param name="blobs">Each record's schema by its full name.</param>
internal sealed class CachedSchemas(IReadOnlyDictionary<string, byte[]> blobs) : ISchemaSource
{
    private readonly Dictionary<string, OptionsSchema> _known = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Records => [.. blobs.Keys];

    public OptionsSchema Read(string record)
    {
        if (_known.TryGetValue(record, out var known))
            return known;
        if (!blobs.TryGetValue(record, out var blob))
            throw new FormatException($"the manifest has no schema for '{record}'");
        var schema = _known[record] = new OptionsSchema("") { Name = record };
        SchemaBinary.Read(blob, schema, this);
        return schema;
    }
}

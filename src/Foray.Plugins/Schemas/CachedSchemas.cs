using Foray.Plugins.Catalog;
using Foray.Plugins.Manifests;

namespace Foray.Plugins.Schemas;

/// <summary>
/// Schemas of one package, in a file of the cache that is written when the first of them is asked for: most packages are only listed. It holds for an assembly file of
/// this path, size and time, and is never trusted further than that.
/// </summary>
/// <param name="file">File of the cache.</param>
/// <param name="assemblyPath">The assembly file.</param>
/// <param name="size">Its size.</param>
/// <param name="time">Its time.</param>
internal sealed class CachedSchemas(string file, string assemblyPath, long size, long time) : ISchemaSource
{
    private const string Format = "foray-schemas 1";

    private readonly Dictionary<string, OptionsSchema> _known = new(StringComparer.Ordinal);
    private Dictionary<string, byte[]>? _blobs;

    private Dictionary<string, byte[]> Blobs => _blobs ??= Load() ?? Write(new OptionsSchemaReader(ManifestReader.ReadSchemas(assemblyPath)));

    public OptionsSchema Read(string record)
    {
        if (_known.TryGetValue(record, out var known))
            return known;
        if (!Blobs.TryGetValue(record, out var blob))
            return new OptionsSchemaReader(ManifestReader.ReadSchemas(assemblyPath)).Read(record); // says what is wrong with it
        var schema = _known[record] = new OptionsSchema("") { Name = record };
        SchemaBinary.Read(blob, schema, this);
        return schema;
    }

    private Dictionary<string, byte[]>? Load()
    {
        try
        {
            if (Checksum.Open(file) is not { } reader || reader.ReadString() != Format || reader.ReadString() != assemblyPath || reader.ReadInt64() != size || reader.ReadInt64() != time)
                return null;
            var blobs = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            for (var records = reader.ReadInt32(); records > 0; records--)
                blobs[reader.ReadString()] = reader.ReadBytes(reader.ReadInt32());
            return blobs;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    private Dictionary<string, byte[]> Write(OptionsSchemaReader schemas)
    {
        var blobs = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var writer = Checksum.Begin();
        writer.Write(Format);
        writer.Write(assemblyPath);
        writer.Write(size);
        writer.Write(time);
        foreach (var record in schemas.Records)
        {
            try
            {
                blobs[record] = SchemaBinary.Write(schemas.Read(record));
            }
            catch (FormatException)
            {
                // Left out, because the others are sound; whoever asks for it is told.
            }
        }

        writer.Write(blobs.Count);
        foreach (var (record, blob) in blobs)
        {
            writer.Write(record);
            writer.Write(blob.Length);
            writer.Write(blob);
        }

        try
        {
            Checksum.End(writer, file);
        }
        catch (IOException)
        {
            // The next start is slower.
        }

        return blobs;
    }
}

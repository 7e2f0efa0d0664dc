using Foray.Plugins.Manifests;
using Foray.Plugins.Schemas;

namespace Foray.Plugins.Catalog;

/// <summary>
/// What was found in assembly files, by path, size and time, so that the next start need not open them. It is never trusted further than that:
/// whatever is wrong with it, it counts as empty and is written anew.
/// </summary>
internal sealed class CatalogCache
{
    private const string Format = "foray-catalog 4";

    private readonly string? _path;
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private bool _hasChanged;

    private CatalogCache(string? path) => _path = path;

    public static CatalogCache Load(string? path)
    {
        var cache = new CatalogCache(path);
        try
        {
            if (path is not null)
                cache.Read(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException or ArgumentException or OverflowException)
        {
            cache._entries.Clear();
        }

        return cache;
    }

    /// <summary>The package in an assembly file, from the cache where it knows this very file; null where the assembly has no manifest.</summary>
    /// <exception cref="FormatException">The file is no assembly, or its manifest does not keep its format; such a file is looked at again every time.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public PluginPackage? Find(FileInfo file)
    {
        var assemblyPath = file.FullName;
        if (!Knows(file))
        {
            _entries[assemblyPath] = ReadFile(file);
            _hasChanged = true;
        }

        _seen.Add(assemblyPath);
        var entry = _entries[assemblyPath];
        if (_path is not null && entry.Package is { } package)
            package.Schemas = new CachedSchemas(Path.Combine(Path.GetDirectoryName(_path)!, "schemas", Path.GetFileNameWithoutExtension(assemblyPath)), assemblyPath, entry.Size, entry.Time);
        return entry.Package;
    }

    /// <summary>Writes the cache where something new was found. Where it cannot be written, the next start is slower, and that is all.</summary>
    public void Save()
    {
        if (!_hasChanged || _path is null)
            return;
        var writer = Checksum.Begin();
        writer.Write(Format);
        foreach (var (path, entry) in _entries)
        {
            if (!_seen.Contains(path) && !File.Exists(path))
                continue;
            writer.Write(path);
            writer.Write(entry.Size);
            writer.Write(entry.Time);
            writer.Write(entry.Package is not null);
            if (entry.Package is not null)
                PackageBinary.Write(entry.Package, writer);
        }

        writer.Write("");
        try
        {
            Checksum.End(writer, _path);
        }
        catch (IOException)
        {
            // The next start is slower.
        }
    }

    private bool Knows(FileInfo file) =>
        _entries.TryGetValue(file.FullName, out var entry) && entry.Size == file.Length && entry.Time == file.LastWriteTimeUtc.Ticks;

    private static Entry ReadFile(FileInfo file) => new(file.Length, file.LastWriteTimeUtc.Ticks, ManifestReader.Read(file));

    private void Read(string file)
    {
        if (Checksum.Open(file) is not { } reader || reader.ReadString() != Format)
            return;
        while (reader.ReadString() is { Length: > 0 } path)
            _entries[path] = new Entry(reader.ReadInt64(), reader.ReadInt64(), reader.ReadBoolean() ? PackageBinary.Read(reader, path) : null);
    }

    private sealed record Entry(long Size, long Time, PluginPackage? Package);
}

using System.Numerics;
using Foray.Plugins.Manifests;

namespace Foray.Plugins.Catalog;

/// <summary>
/// What was found in assembly files, by path, size and time, so that the next start need not open them. It is never trusted further than that:
/// whatever is wrong with it, it counts as empty and is written anew.
/// </summary>
internal sealed class CatalogCache
{
    private const string Format = "foray-catalog 2";

    private readonly string? _path;
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private bool _hasChanged;

    private CatalogCache(string? path) => _path = path;

    /// <summary>Where the cache lies: below <c>$XDG_CACHE_HOME</c> or <c>~/.cache</c>; null where there is no home folder.</summary>
    public static string? DefaultPath
    {
        get
        {
            var folder = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            if (string.IsNullOrEmpty(folder) && Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home)
                folder = Path.Combine(home, ".cache");
            return string.IsNullOrEmpty(folder) ? null : Path.Combine(folder, "foray", "catalog");
        }
    }

    public static CatalogCache Load(string? path)
    {
        var cache = new CatalogCache(path);
        try
        {
            if (path is not null && File.Exists(path))
                cache.Read(File.ReadAllBytes(path));
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
    public PluginPackage? Find(string assemblyPath)
    {
        var file = new FileInfo(assemblyPath);
        if (_entries.TryGetValue(assemblyPath, out var entry) && entry.Size == file.Length && entry.Time == file.LastWriteTimeUtc.Ticks)
            return entry.Package;
        var package = ManifestReader.Read(assemblyPath);
        _entries[assemblyPath] = new Entry(file.Length, file.LastWriteTimeUtc.Ticks, package);
        _hasChanged = true;
        return package;
    }

    /// <summary>Writes the cache where something new was found. Where it cannot be written, the next start is slower, and that is all.</summary>
    public void Save()
    {
        if (!_hasChanged || _path is null)
            return;
        var aside = $"{_path}.{Environment.ProcessId}.new";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            File.WriteAllBytes(aside, Write());
            File.Move(aside, _path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            if (File.Exists(aside))
                File.Delete(aside);
        }
    }

    private byte[] Write()
    {
        using var buffer = new MemoryStream();
        using (var writer = new BinaryWriter(buffer))
        {
            writer.Write(Format);
            var present = _entries.Where(entry => File.Exists(entry.Key)).ToList();
            writer.Write(present.Count);
            foreach (var (path, entry) in present)
            {
                writer.Write(path);
                writer.Write(entry.Size);
                writer.Write(entry.Time);
                writer.Write(entry.Package is not null);
                if (entry.Package is not null)
                    PackageBinary.Write(entry.Package, writer);
            }
        }

        return [.. BitConverter.GetBytes(Checksum(buffer.ToArray())), .. buffer.ToArray()];
    }

    /// <summary>CRC-32C, so that a damaged cache is no other cache.</summary>
    private static uint Checksum(ReadOnlySpan<byte> content)
    {
        var checksum = ~0u;
        for (; content.Length >= sizeof(ulong); content = content[sizeof(ulong)..])
            checksum = BitOperations.Crc32C(checksum, BitConverter.ToUInt64(content));
        foreach (var rest in content)
            checksum = BitOperations.Crc32C(checksum, rest);
        return checksum;
    }

    private void Read(byte[] content)
    {
        if (BitConverter.ToUInt32(content) != Checksum(content.AsSpan(sizeof(uint))))
            return;
        using var reader = new BinaryReader(new MemoryStream(content, sizeof(uint), content.Length - sizeof(uint)));
        if (reader.ReadString() != Format)
            return;
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var path = reader.ReadString();
            _entries[path] = new Entry(reader.ReadInt64(), reader.ReadInt64(), reader.ReadBoolean() ? PackageBinary.Read(reader, path) : null);
        }
    }

    private sealed record Entry(long Size, long Time, PluginPackage? Package);
}

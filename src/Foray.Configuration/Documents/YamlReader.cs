using Foray.Configuration.Diagnostics;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Configuration.Documents;

/// <summary>Reads YAML 1.2 files into documents that know the place of every node. Whatever is in a file, the answer is a document or diagnostics, never an exception.</summary>
public static class YamlReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Path of the file, as it is to stand in diagnostics.</param>
    public static YamlDocument ReadFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var bytes = FileText.Load(path, out var problem);
        return bytes is null ? new YamlDocument(path, "", null, [problem!]) : ReadBytes(bytes, path);
    }

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="bytes">UTF-8, with or without a byte order mark.</param>
    /// <param name="path">Path to use in diagnostics.</param>
    public static YamlDocument ReadBytes(ReadOnlySpan<byte> bytes, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var text = FileText.Decode(bytes, path, out var problem);
        return text is null ? new YamlDocument(path, "", null, [problem!]) : Parse(text, path);
    }

    private static YamlDocument Parse(string text, string path)
    {
        var collector = new DiagnosticCollector();
        DocumentNode? root = null;
        try
        {
            root = new TreeBuilder(text, path, collector).Read();
        }
        catch (DiagnosticException error)
        {
            collector.Add(error.Diagnostics[0]);
        }

        return new YamlDocument(path, text, root, collector.ToSorted());
    }
}

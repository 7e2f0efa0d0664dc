using System.Text.Encodings.Web;
using System.Text.Json;
using TrustedProjects = System.Collections.Generic.SortedDictionary<string, System.Collections.Generic.SortedDictionary<string, string>>;

namespace Foray.Plugins.Trust;

/// <summary>
/// The file of trusted projects: <c>{"format": 1, "projects": {"/path": {"hash": "…", "files": {"relative/path": "…"}}}}</c>, hashes being SHA-256.
/// </summary>
internal static class TrustFile
{
    public const int Format = 1;

    private const int HashLength = 64;

    /// <exception cref="FormatException">The text does not keep the format.</exception>
    public static TrustedProjects Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.GetProperty("format").GetInt32() is var format && format != Format)
                throw new FormatException($"it has format {format}, and this Foray reads only {Format}");
            var projects = new TrustedProjects(StringComparer.Ordinal);
            foreach (var project in root.GetProperty("projects").EnumerateObject())
                projects.Add(project.Name, ReadFiles(project.Value));
            return projects;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new FormatException("it is damaged", error);
        }
    }

    public static byte[] Write(TrustedProjects projects)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("format", Format);
            writer.WriteStartObject("projects");
            foreach (var (project, files) in projects)
            {
                writer.WriteStartObject(project);
                writer.WriteString("hash", FileHashes.Combine(files));
                writer.WriteStartObject("files");
                foreach (var (path, hash) in files)
                    writer.WriteString(path, hash);
                writer.WriteEndObject();
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static SortedDictionary<string, string> ReadFiles(JsonElement project)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in project.GetProperty("files").EnumerateObject())
        {
            if (file.Value.GetString() is not { Length: HashLength } hash)
                throw new FormatException($"the hash of '{file.Name}' is damaged");
            files.Add(file.Name, hash);
        }

        if (project.GetProperty("hash").GetString() != FileHashes.Combine(files))
            throw new FormatException("a hash does not fit its files");
        return files;
    }
}

using System.Text.Json;

namespace Foray.Tracking.Server.Artifacts;

/// <summary>A folder of artifacts as this API shows it.</summary>
internal static class FolderJson
{
    /// <param name="json">Takes it.</param>
    /// <param name="entries">What is in the folder.</param>
    /// <param name="prefix">Comes before each name.</param>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<FolderEntry> entries, string prefix)
    {
        json.WriteStartArray("files");
        foreach (var (name, size) in entries)
        {
            json.WriteStartObject();
            json.WriteString("path", prefix + name);
            json.WriteBoolean("is_dir", size is null);
            if (size is not null)
                json.WriteNumber("file_size", size.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

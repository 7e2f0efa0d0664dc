using System.Text.Json;
using Foray.Stations.Programs.Services;
using Foray.Stations.Programs.Suitcases;

namespace Foray.Stations.Programs.Bastion;

/// <summary>The values that calls are answered with.</summary>
internal static class ReplyValue
{
    /// <summary>Nothing.</summary>
    public static Action<Utf8JsonWriter> None { get; } = writer => writer.WriteNullValue();

    /// <summary>The content of a file.</summary>
    public static Action<Utf8JsonWriter> Of(byte[] data) => writer =>
    {
        writer.WriteStartObject();
        writer.WriteBase64String("data", data);
        writer.WriteEndObject();
    };

    /// <summary>A list of names.</summary>
    public static Action<Utf8JsonWriter> Of(IReadOnlyList<string> names) => writer =>
    {
        writer.WriteStartArray();
        foreach (var name in names)
            writer.WriteStringValue(name);
        writer.WriteEndArray();
    };

    /// <summary>What is under a path of a suitcase; null for nothing.</summary>
    public static Action<Utf8JsonWriter> Of(SuitcaseEntry? entry) => writer =>
    {
        if (entry is not { } there)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("kind", there.IsFolder ? "folder" : "file");
        writer.WriteNumber("size", there.Size);
        writer.WriteEndObject();
    };

    /// <summary>Where a service is.</summary>
    public static Action<Utf8JsonWriter> Of(ServiceDescriptor descriptor) => writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("path", descriptor.Path);
        writer.WriteString("type", descriptor.Type);
        writer.WriteString("binding", descriptor.Binding);
        writer.WriteEndObject();
    };

    /// <summary>The id of a clone.</summary>
    public static Action<Utf8JsonWriter> OfClone(string id) => writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteEndObject();
    };
}

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Foray.Sdk.Diagnostics;

namespace Foray.Stations.Programs.Keeping;

/// <summary>What reading snapshots and results has in common.</summary>
internal static class HeaderFormat
{
    /// <summary>Reads a header.</summary>
    /// <exception cref="DiagnosticException">It is no JSON of this form (FORAY295).</exception>
    public static T Read<T>(string name, ReadOnlyMemory<byte> json, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json.Span, type) ?? throw Envelope.Damaged(name, "its header is empty");
        }
        catch (JsonException exception)
        {
            throw Envelope.Damaged(name, "its header is not of this form", exception);
        }
    }

    /// <summary>The state that a part holds.</summary>
    /// <exception cref="DiagnosticException">There are bytes without a form (FORAY295).</exception>
    public static ProgramState? ReadState(string name, string? format, ReadOnlyMemory<byte> data)
    {
        if (format is not null)
            return new ProgramState(format, data.ToArray());
        return data.IsEmpty ? null : throw Envelope.Damaged(name, "its state has no form");
    }
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Programs.Keeping;

namespace Foray.Stations.Programs.Reporting;

/// <summary>Letters as they go between stations: a JSON list.</summary>
internal static class LetterJson
{
    /// <summary>Letters as bytes.</summary>
    public static byte[] Write(IEnumerable<Letter> letters) => Encoding.UTF8.GetBytes(new JsonArray([.. letters.Select(letter => (JsonNode)new JsonObject
    {
        ["mailbox"] = letter.Mailbox,
        ["number"] = letter.Number,
        ["family"] = letter.Event.Family,
        ["program"] = letter.Event.Program,
        ["kind"] = letter.Event.Kind.ToString(),
        ["content"] = letter.Event.Content.DeepClone(),
    })]).ToJsonString());

    /// <summary>Letters from bytes.</summary>
    /// <exception cref="DiagnosticException">They are none (FORAY518).</exception>
    public static IReadOnlyList<Letter> Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return [.. ((JsonArray)JsonNode.Parse(bytes.Span)!).Select(letter => ReadOne((JsonObject)letter!))];
        }
        catch (Exception exception) when (exception is JsonException or InvalidCastException or InvalidOperationException or NullReferenceException or ArgumentException or FormatException)
        {
            throw Bad(exception);
        }
    }

    private static Letter ReadOne(JsonObject letter)
    {
        var (family, program) = ((string)letter["family"]!, (string)letter["program"]!);
        if (!ProgramId.IsOne(family) || !ProgramId.IsOne(program) || !Enum.TryParse<ProgramEventKind>((string)letter["kind"]!, out var kind) || !Enum.IsDefined(kind))
            throw Bad(null);
        var content = (JsonObject)letter["content"]!.DeepClone();
        if ((string?)letter["mailbox"] is not { Length: > 0 } mailbox || !Fits(kind, content))
            throw Bad(null);
        return new Letter(mailbox, (long)letter["number"]!, new ProgramEvent(family, program, kind, content));
    }

    /// <summary>What is kept apart of an event has to be there.</summary>
    private static bool Fits(ProgramEventKind kind, JsonObject content) => kind switch
    {
        ProgramEventKind.Moved => (string?)content["station"] is not null,
        ProgramEventKind.Cloned => (string?)content["station"] is not null && (string?)content["clone"] is { } clone && ProgramId.IsOne(clone),
        ProgramEventKind.Printed => (string?)content["text"] is not null,
        // The station itself tells of these.
        _ => false,
    };

    private static DiagnosticException Bad(Exception? cause) => new(
        Diagnostic.Error(ProgramCodes.UnknownRequest, "a station told of programs in a form that this one does not understand", "run the same version of Foray on all stations"), cause);
}

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
        catch (Exception exception) when (exception is JsonException or InvalidCastException or InvalidOperationException or NullReferenceException or FormatException)
        {
            throw Bad(exception);
        }
    }

    private static Letter ReadOne(JsonObject letter)
    {
        var (family, program) = ((string)letter["family"]!, (string)letter["program"]!);
        if (!ProgramId.IsOne(family) || !ProgramId.IsOne(program) || !Enum.TryParse<ProgramEventKind>((string)letter["kind"]!, out var kind) || !Enum.IsDefined(kind))
            throw Bad(null);
        return new Letter((string)letter["mailbox"]!, (long)letter["number"]!, new ProgramEvent(family, program, kind, (JsonObject)letter["content"]!.DeepClone()));
    }

    private static DiagnosticException Bad(Exception? cause) => new(
        Diagnostic.Error(ProgramCodes.UnknownRequest, "a station told of programs in a form that this one does not understand", "run the same version of Foray on all stations"), cause);
}

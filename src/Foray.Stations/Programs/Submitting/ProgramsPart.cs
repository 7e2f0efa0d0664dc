using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Cluster;
using Foray.Stations.Programs.Supervision;

namespace Foray.Stations.Programs.Submitting;

/// <summary>Tells other stations what runs here, and ends it for them. Requests: <c>{"ask":"list"}</c> and <c>{"ask":"kill","id","reason"}</c>.</summary>
internal sealed class ProgramsPart(ProgramStarter starter) : IStationPart
{
    /// <summary>Name of the part.</summary>
    public const string PartName = "programs";

    public string Name => PartName;

    public async Task<byte[]> AnswerAsync(byte[] request, CancellationToken cancellationToken)
    {
        switch (Parse(request))
        {
            case ("list", _, _):
                return JsonSerializer.SerializeToUtf8Bytes(starter.List(), JsonSerializerOptions.Web);
            case ("kill", { } id, { } reason):
                await starter.KillAsync(id, reason, cancellationToken);
                return [];
            default:
                throw Unknown();
        }
    }

    /// <summary>A request for the list.</summary>
    public static byte[] List() => """{"ask":"list"}"""u8.ToArray();

    /// <summary>A request to end a program.</summary>
    public static byte[] Kill(string id, string reason) => Encoding.UTF8.GetBytes(new JsonObject { ["ask"] = "kill", ["id"] = id, ["reason"] = reason }.ToJsonString());

    /// <summary>The answer to a request for the list.</summary>
    public static IReadOnlyList<RunningProgram> ReadList(byte[] answer) => JsonSerializer.Deserialize<List<RunningProgram>>(answer, JsonSerializerOptions.Web)!;

    private static (string? Ask, string? Id, string? Reason) Parse(byte[] request)
    {
        try
        {
            return JsonNode.Parse(request) is JsonObject read ? ((string?)read["ask"], (string?)read["id"], (string?)read["reason"]) : default;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            throw Unknown();
        }
    }

    private static DiagnosticException Unknown() => new(Diagnostic.Error(
        ProgramCodes.UnknownRequest, "a station asked for something of programs that this one does not understand", "run the same version of Foray on all stations"));
}

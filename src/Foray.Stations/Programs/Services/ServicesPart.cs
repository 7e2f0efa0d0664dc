using System.Text.Json;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Cluster;
using Foray.Stations.Programs.Bastion;

namespace Foray.Stations.Programs.Services;

/// <summary>
/// Answers what other stations ask about the names of this one. Requests: <c>{"ask":"lookup","type","name","wait"}</c>, <c>{"ask":"invoke","binding","name","method","arguments"}</c>,
/// <c>{"ask":"list","folder"}</c>; answers: <c>{"value"}</c> or <c>{"error":{"type","message"}}</c>.
/// </summary>
internal sealed class ServicesPart(LocalNames names) : IStationPart
{
    /// <summary>Its name on each station.</summary>
    public const string PartName = "services";

    /// <summary>Longest wait of one request: stations give up on each other's requests after some time.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = WorkerMessageParser.Deepest + 2, AllowDuplicateProperties = false };

    public string Name => PartName;

    public async Task<byte[]> AnswerAsync(byte[] request, CancellationToken cancellationToken)
    {
        try
        {
            using var document = JsonDocument.Parse(request, Options);
            var value = await AnswerAsync(new MessageMembers(document.RootElement, "a request"), cancellationToken);
            return JsonOf(writer =>
            {
                writer.WritePropertyName("value");
                value(writer);
            });
        }
        catch (BastionException exception)
        {
            return JsonOf(writer =>
            {
                writer.WriteStartObject("error");
                writer.WriteString("type", exception.Error.Type);
                writer.WriteString("message", exception.Error.Message);
                writer.WriteEndObject();
            });
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or BastionBreachException)
        {
            throw new DiagnosticException(
                Diagnostic.Error(ProgramCodes.UnknownRequest, $"a station asked for something of the namespace that this one does not understand: {exception.Message}", "run the same version of Foray on all stations"),
                exception);
        }
    }

    private async Task<Action<Utf8JsonWriter>> AnswerAsync(MessageMembers request, CancellationToken cancellationToken)
    {
        switch (request.Text("ask"))
        {
            case "lookup":
                var wait = request.Seconds("wait");
                var found = await names.LookupAsync(request.Text("type"), request.Text("name"), wait < LongestWait ? wait : LongestWait, cancellationToken);
                return ReplyValue.Of(found);
            case "invoke":
                var value = await names.InvokeAsync(
                    caller: null, request.Text("binding"), request.Text("name"), request.Text("method"), request.Value("arguments"), cancellationToken);
                return value.WriteTo;
            case "list":
                var listed = request.Text("folder") == NamespacePath.Programs ? names.Programs : names.Services;
                return ReplyValue.Of(listed);
            default:
                throw new BastionBreachException("an unknown question");
        }
    }

    private static byte[] JsonOf(Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }
}

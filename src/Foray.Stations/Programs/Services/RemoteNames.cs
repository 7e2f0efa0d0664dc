using System.Text.Json;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Cluster;
using Foray.Stations.Programs.Bastion;

namespace Foray.Stations.Programs.Services;

/// <summary>The names of other stations, which <see cref="ServicesPart"/> answers for. A station that is away is an error of the type <c>protocol</c>.</summary>
internal sealed class RemoteNames(IStations stations)
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = WorkerMessageParser.Deepest + 2, AllowDuplicateProperties = false };

    /// <summary>A service of a station, once it is there; waits for <see cref="ServicesPart.LongestWait"/> at most.</summary>
    public async Task<ServiceDescriptor> LookupAsync(string station, string type, string name, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var answer = await AskAsync(station, "lookup", writer =>
        {
            writer.WriteString("type", type);
            writer.WriteString("name", name);
            writer.WriteNumber("wait", wait.TotalSeconds);
        }, cancellationToken);
        return Read(station, answer, value =>
        {
            var members = new MessageMembers(value, "a descriptor");
            return new ServiceDescriptor(members.Text("path"), members.Text("type"), members.Text("binding"));
        });
    }

    /// <summary>Calls a method of a service of a station.</summary>
    public async Task<ProgramValue> InvokeAsync(
        string station, string binding, string name, string method, ProgramValue arguments, CancellationToken cancellationToken)
    {
        using var answer = await AskAsync(station, "invoke", writer =>
        {
            writer.WriteString("binding", binding);
            writer.WriteString("name", name);
            writer.WriteString("method", method);
            writer.WritePropertyName("arguments");
            arguments.WriteTo(writer);
        }, cancellationToken);
        return Read(station, answer, value => ProgramValue.From(value) ?? throw new BastionBreachException("a value that is no Unicode"));
    }

    /// <summary>What is in a folder of a station.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string station, string folder, CancellationToken cancellationToken)
    {
        using var answer = await AskAsync(station, "list", writer => writer.WriteString("folder", folder), cancellationToken);
        return Read(station, answer, value => value.EnumerateArray().Select(name => name.GetString() ?? "").ToList());
    }

    private async Task<JsonDocument> AskAsync(string station, string ask, Action<Utf8JsonWriter> members, CancellationToken cancellationToken)
    {
        using var request = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(request))
        {
            writer.WriteStartObject();
            writer.WriteString("ask", ask);
            members(writer);
            writer.WriteEndObject();
        }

        try
        {
            return JsonDocument.Parse(await stations.AskAsync(station, ServicesPart.PartName, request.ToArray(), cancellationToken), Options);
        }
        catch (DiagnosticException exception)
        {
            throw new BastionException(new BastionError(BastionError.Protocol, exception.Diagnostics[0].Message), exception);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw NotUnderstood(station, exception);
        }
    }

    private static T Read<T>(string station, JsonDocument answer, Func<JsonElement, T> read)
    {
        try
        {
            var members = new MessageMembers(answer.RootElement, "an answer");
            if (members.Find("error") is not { } failed)
                return read(members.Any("value"));
            var error = new MessageMembers(failed, "an error");
            throw new BastionException(error.Text("type"), error.Text("message"));
        }
        catch (Exception exception) when (exception is BastionBreachException or InvalidOperationException)
        {
            throw NotUnderstood(station, exception);
        }
    }

    private static BastionException NotUnderstood(string station, Exception cause) =>
        new(new BastionError(BastionError.Protocol, $"the answer of '{station}' is not understood"), cause);
}

using System.Text.Json;

namespace Foray.Stations.Programs.Bastion;

/// <summary>Reads the messages of a worker that is ready. Whatever the bytes are, it returns a message or throws the one exception.</summary>
internal static class WorkerMessageParser
{
    /// <summary>Arrays and objects inside of each other: more than values may have, so that a value that is too deep is the caller's mistake and no breach.</summary>
    public const int Deepest = 512;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = Deepest, AllowDuplicateProperties = false };

    /// <summary>The message of a line.</summary>
    /// <exception cref="BastionBreachException">It is no message.</exception>
    public static WorkerMessage Parse(ReadOnlyMemory<byte> line)
    {
        using var document = ParseJson(line);
        var members = new MessageMembers(document.RootElement, "a message");
        var message = Read(members);
        members.Close();
        return message;
    }

    private static JsonDocument ParseJson(ReadOnlyMemory<byte> line)
    {
        try
        {
            return JsonDocument.Parse(line, Options);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A name with half a surrogate pair is an invalid operation.
            throw new BastionBreachException("a line that is no JSON", exception);
        }
    }

    private static WorkerMessage Read(MessageMembers members) => members.Text("type") switch
    {
        "call" => new WorkerMessage.Call(members.Number("id"), BastionCallParser.Parse(members.Text("method"), members.Any("arguments"))),
        "result" => ReadResult(members),
        "output" => new WorkerMessage.Output(IsError(members.Text("stream")), members.Text("text")),
        "done" => ReadDone(members),
        "ready" => throw new BastionBreachException("'ready' a second time"),
        _ => throw new BastionBreachException("a message of a type that there is not"),
    };

    private static WorkerMessage.Result ReadResult(MessageMembers members)
    {
        var id = members.Number("id");
        return members.Find("error") is { } error
            ? new WorkerMessage.Result(id, default, ReadError(error))
            : new WorkerMessage.Result(id, members.Value("value"), null);
    }

    /// <summary>A service's method can fail in two ways.</summary>
    private static BastionError ReadError(JsonElement element)
    {
        var members = new MessageMembers(element, "an error");
        var error = new BastionError(members.Text("type"), members.Text("message"));
        members.Close();
        return error.Type is BastionError.General or BastionError.UnimplementedMethod or BastionError.Protocol
            ? error
            : throw new BastionBreachException("an error of a type that a service does not have");
    }

    private static bool IsError(string stream) => stream switch
    {
        "stdout" => false,
        "stderr" => true,
        _ => throw new BastionBreachException("output of a stream that there is not"),
    };

    private static WorkerMessage.Done ReadDone(MessageMembers members)
    {
        var end = members.Text("end") switch
        {
            "returned" => DoneEnd.Returned,
            "exited" => DoneEnd.Exited,
            "raised" => DoneEnd.Raised,
            _ => throw new BastionBreachException("an end that there is not"),
        };
        var error = members.Any("error") is { ValueKind: not JsonValueKind.Null } raised ? ReadProgramError(raised) : null;
        var state = members.Any("state") is { ValueKind: not JsonValueKind.Null } captured ? BastionCallParser.State(captured) : null;
        return end == DoneEnd.Raised == error is not null
            ? new WorkerMessage.Done(end, error, state)
            : throw new BastionBreachException("an end whose error does not go with it");
    }

    private static ProgramError ReadProgramError(JsonElement element)
    {
        var members = new MessageMembers(element, "an error");
        var error = new ProgramError(members.Text("type"), members.Text("message"), members.TextOrNull("trace") ?? "");
        members.Close();
        return error;
    }
}

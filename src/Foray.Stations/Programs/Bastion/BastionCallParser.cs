using System.Text.Json;

namespace Foray.Stations.Programs.Bastion;

/// <summary>Reads the calls of the protocol's first version.</summary>
internal static class BastionCallParser
{
    /// <summary>What is asked for. An argument of another type than it has to have makes a call that is refused.</summary>
    /// <exception cref="BastionBreachException">The protocol has no such method, or not with these arguments.</exception>
    public static BastionCall Parse(string method, JsonElement arguments)
    {
        var members = new MessageMembers(arguments, $"a call of '{method}'");
        try
        {
            var call = Read(method, members);
            members.Close();
            return call;
        }
        catch (BastionBreachException exception) when (exception.IsWrongValue)
        {
            return new BastionCall.Misused(exception.Message);
        }
    }

    private static BastionCall Read(string method, MessageMembers members) => method switch
    {
        "suitcase.read" => new BastionCall.ReadFile(members.Text("path")),
        "suitcase.write" => new BastionCall.WriteFile(members.Text("path"), members.Bytes("data"), members.Flag("append")),
        "suitcase.list" => new BastionCall.ListFolder(members.Text("path")),
        "suitcase.mkdir" => new BastionCall.MakeFolder(members.Text("path")),
        "suitcase.rmdir" => new BastionCall.RemoveFolder(members.Text("path")),
        "suitcase.remove" => new BastionCall.RemoveFile(members.Text("path")),
        "suitcase.rename" => new BastionCall.Rename(members.Text("from"), members.Text("to")),
        "suitcase.stat" => new BastionCall.Stat(members.Text("path")),
        "program.migrate" => new BastionCall.Migrate(members.Text("destination"), State(members.Any("state"))),
        "program.clone" => new BastionCall.MakeClone(members.Text("destination"), State(members.Any("state"))),
        "service.bind" => new BastionCall.Bind(members.Text("name"), members.Text("type"), Service(members)),
        "service.unbind" => new BastionCall.Unbind(members.Text("binding")),
        "service.lookup" => new BastionCall.Lookup(members.Text("type"), members.Text("name"), members.Seconds("wait")),
        "service.open" => new BastionCall.Open(members.Text("path"), members.Text("type"), members.Seconds("wait")),
        "service.invoke" => new BastionCall.Invoke(members.Text("binding"), members.Text("path"), members.Text("method"), List(members)),
        "namespace.list" => new BastionCall.ListNamespace(members.Text("path")),
        _ => throw new BastionBreachException("a call of a method that there is not"),
    };

    /// <summary>A captured instance.</summary>
    /// <exception cref="BastionBreachException">It is none.</exception>
    public static ProgramState State(JsonElement element)
    {
        var members = new MessageMembers(element, "a state");
        var state = new ProgramState(members.Text("format"), members.Bytes("data"));
        members.Close();
        return state;
    }

    private static ProgramValue Service(MessageMembers members) => members.Any("service").ValueKind is JsonValueKind.String or JsonValueKind.Number
        ? members.Value("service")
        : throw members.Wrong("service");

    private static ProgramValue List(MessageMembers members) => members.Any("arguments").ValueKind == JsonValueKind.Array
        ? members.Value("arguments")
        : throw members.Wrong("arguments");
}

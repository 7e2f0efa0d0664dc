using System.Text;
using System.Text.Json.Nodes;

namespace Foray.Runtimes.Tests.Stations;

/// <summary>The station side of the protocol, as far as a test needs it: a suitcase, moves between names of stations, and clients of services.</summary>
internal sealed class ScriptedStation(Language language)
{
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private int _invokes;

    public MemorySuitcase Suitcase { get; } = new();

    /// <summary>Answers to calls that are none of the suitcase or of moves.</summary>
    public Dictionary<string, Func<JsonObject, JsonNode?>> Answers { get; } = [];

    /// <summary>What clients ask of the first service that is bound, one after another; the first is sent when it is bound.</summary>
    public Queue<(string Method, JsonArray Arguments)> Clients { get; } = new();

    public List<JsonObject> Results { get; } = [];

    public List<string> Calls { get; } = [];

    public List<string> Visited { get; } = [];

    public string[] Arguments { get; init; } = [];

    public string Id { get; init; } = "a";

    public long? Memory { get; init; }

    public JsonObject? CloneState { get; private set; }

    public string Output => _output.ToString();

    public string Errors => _errors.ToString();

    private string Ending => language == Language.Python ? ".py" : ".js";

    /// <summary>Runs one of the published programs.</summary>
    public Task<JsonObject> RunPublishedAsync(string name, string station = "home", JsonObject? state = null) =>
        RunAsync(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Programs", language == Language.Python ? "python" : "javascript", name + Ending)), station, state);

    /// <summary>Runs a program from station to station, to its end. Returns the message that tells of it.</summary>
    public Task<JsonObject> RunAsync(string text, string station = "home", JsonObject? state = null) =>
        RunAsync(new Dictionary<string, string> { ["kp" + Ending] = text }, station, state);

    public async Task<JsonObject> RunAsync(Dictionary<string, string> modules, string station = "home", JsonObject? state = null)
    {
        var begin = Begin(modules, station, state);
        for (var epoch = 1; ; epoch++)
        {
            Visited.Add((string)begin["station"]!);
            using var worker = WorkerProcess.Start(language, Memory);
            Assert.Equal("ready", (string?)(await worker.ReceiveAsync())["type"]);
            begin["epoch"] = epoch;
            worker.Send(begin);
            var last = await ServeAsync(worker);
            if ((string)last["type"]! == "done")
            {
                Assert.Null(await worker.TryReceiveAsync());
                Assert.Equal(0, await worker.ExitAsync());
                return last;
            }

            var arguments = last["arguments"]!;
            begin = Begin(modules, (string)arguments["destination"]!, (JsonObject)arguments["state"]!.DeepClone());
            worker.CloseInput();
            Assert.Equal(0, await worker.ExitAsync());
        }
    }

    private JsonObject Begin(Dictionary<string, string> modules, string station, JsonObject? state) => new()
    {
        ["type"] = "begin",
        ["program"] = new JsonObject
        {
            ["id"] = Id,
            ["main"] = modules.Keys.First(),
            ["modules"] = new JsonObject(modules.Select(module => KeyValuePair.Create(module.Key, (JsonNode?)module.Value))),
            ["class"] = "KP",
            ["arguments"] = new JsonArray([.. Arguments.Select(argument => (JsonNode)argument)]),
        },
        ["station"] = station,
        ["epoch"] = 1,
        ["state"] = state?.DeepClone(),
    };

    /// <summary>Serves a worker until its program ends or leaves.</summary>
    private async Task<JsonObject> ServeAsync(WorkerProcess worker)
    {
        for (var expected = 1; ;)
        {
            var message = await worker.ReceiveAsync();
            switch ((string)message["type"]!)
            {
                case "output":
                    ((string)message["stream"]! == "stdout" ? _output : _errors).Append((string)message["text"]!);
                    break;
                case "result":
                    Results.Add(message);
                    SendNextInvoke(worker);
                    break;
                case "call":
                    Assert.Equal(expected++, (int)message["id"]!);
                    if (Leaves(message))
                        return message;
                    worker.Send(Reply(message));
                    if ((string)message["method"]! == "service.bind")
                        SendNextInvoke(worker);
                    break;
                default:
                    Assert.Equal("done", (string)message["type"]!);
                    return message;
            }
        }
    }

    private bool Leaves(JsonObject call)
    {
        var method = (string)call["method"]!;
        Calls.Add(method);
        return method == "program.migrate" && !Answers.ContainsKey(method);
    }

    private JsonObject Reply(JsonObject call)
    {
        try
        {
            return new JsonObject { ["type"] = "reply", ["id"] = (int)call["id"]!, ["value"] = Answer((string)call["method"]!, (JsonObject)call["arguments"]!) };
        }
        catch (StationRefusal refusal)
        {
            return new JsonObject { ["type"] = "reply", ["id"] = (int)call["id"]!, ["error"] = new JsonObject { ["type"] = refusal.Type, ["message"] = refusal.Message } };
        }
    }

    private JsonNode? Answer(string method, JsonObject arguments)
    {
        if (Answers.TryGetValue(method, out var answer))
            return answer(arguments);
        if (method == "program.clone")
        {
            CloneState = (JsonObject)arguments["state"]!.DeepClone();
            return new JsonObject { ["id"] = "the clone" };
        }

        return method == "service.bind"
            ? new JsonObject { ["path"] = $"/foray/home/services/{(string)arguments["name"]!}", ["type"] = (string)arguments["type"]!, ["binding"] = $"b{(int)arguments["service"]!}" }
            : Suitcase.Answer(method, arguments);
    }

    private void SendNextInvoke(WorkerProcess worker)
    {
        if (Clients.TryDequeue(out var request))
            worker.Send(new JsonObject { ["type"] = "invoke", ["id"] = ++_invokes, ["service"] = 1, ["method"] = request.Method, ["arguments"] = request.Arguments });
    }
}

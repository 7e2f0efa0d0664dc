using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Agents;
using Foray.Stations.Bridge;
using Foray.Web;

namespace Foray.Stations.Tests.Bridge;

public sealed class BridgeTests : IAsyncLifetime
{
    private readonly ScriptedDirectory _agents = new();
    private readonly List<Exception> _failures = [];
    private readonly HttpClient _client = new();
    private WebServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _server = await WebServer.StartAsync(new WebOptions { Port = 0, Failed = _failures.Add }, endpoints => endpoints.MapBridge("/call", "observatory", _agents), Token);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        Assert.Empty(_failures);
    }

    [Fact]
    public async Task A_request_is_handed_to_the_agent_and_answered_with_status_message_and_session()
    {
        var answer = await CallAsync("""{"procedure":"observatory.data1.ops","args":["start","acq",{"test_mode":true}],"kwargs":{}}""");

        Assert.Equal("""{"args":[[0,"Started process \u0022acq\u0022.",{"session_id":3,"op_name":"acq","success":null}]],"kwargs":{}}""", answer);
        var request = Assert.Single(_agents.Requests);
        Assert.Equal((AgentAction.Start, "acq", """{"test_mode":true}""", null), (request.Action, request.Operation, request.Parameters?.ToJsonString(), request.Timeout));
    }

    [Theory]
    [InlineData("start", 0)]
    [InlineData("wait", 1)]
    [InlineData("status", 2)]
    [InlineData("stop", 3)]
    [InlineData("abort", 4)]
    public async Task Each_action_is_known(string action, int expected)
    {
        await CallAsync($$"""{"procedure":"observatory.data1.ops","args":["{{action}}","acq"]}""");

        Assert.Equal((AgentAction)expected, Assert.Single(_agents.Requests).Action);
    }

    [Theory]
    [InlineData("""{"args":["wait","acq",{},2.5,"secret"]}""")]
    [InlineData("""{"args":["wait","acq",null],"kwargs":{"timeout":2.5}}""")]
    [InlineData("""{"args":["wait","acq"],"kwargs":{"params":{},"timeout":2.5,"password":null}}""")]
    [InlineData("""{"kwargs":{"action":"wait","op_name":"acq","timeout":2.5}}""")]
    [InlineData("""{"args":null,"kwargs":{"action":"wait","op_name":"acq","timeout":2.5}}""")]
    public async Task Arguments_come_by_position_or_by_name(string arguments)
    {
        var answer = await CallAsync("""{"procedure":"observatory.data1.ops",""" + arguments[1..]);

        Assert.StartsWith("""{"args":[[0,""", answer, StringComparison.Ordinal);
        var request = Assert.Single(_agents.Requests);
        Assert.Equal((AgentAction.Wait, "acq", 2.5), (request.Action, request.Operation, request.Timeout));
    }

    [Fact]
    public async Task A_wait_that_is_not_to_wait_says_so_by_a_negative_time()
    {
        _agents.Reply = new AgentReply(AgentReply.Timeout, "still running", []);

        var answer = await CallAsync("""{"procedure":"observatory.data1.ops","args":["wait","acq",null,-1]}""");

        Assert.Equal(-1, _agents.Requests[0].Timeout);
        Assert.Equal("""{"args":[[1,"still running",{}]],"kwargs":{}}""", answer);
    }

    [Fact]
    public async Task An_action_that_there_is_not_is_refused_as_an_agent_of_OCS_refuses_it()
    {
        var answer = await CallAsync("""{"procedure":"observatory.data1.ops","args":["begin","acq"]}""");

        Assert.Equal("""{"args":[[-1,"there is no action \u0027begin\u0027; there are start, wait, status, stop, abort",{}]],"kwargs":{}}""", answer);
        Assert.Empty(_agents.Requests);
    }

    [Theory]
    [InlineData("get_tasks", """[["delay_task",{"op_name":"delay_task","status":"no_history"},{"op_type":"task"}]]""")]
    [InlineData("get_processes", """[["acq",{"op_name":"acq","status":"no_history"},{"op_type":"process"}]]""")]
    [InlineData("get_feeds", """[["temperatures",{"record":true}]]""")]
    [InlineData("get_agent_class", "\"FakeDataAgent\"")]
    public async Task A_part_of_what_an_agent_offers_can_be_asked_for(string query, string value)
    {
        Assert.Equal("""{"args":[""" + value + """],"kwargs":{}}""", await CallAsync($$"""{"procedure":"observatory.data1","args":["{{query}}"]}"""));
    }

    [Fact]
    public async Task All_that_an_agent_offers_can_be_asked_for()
    {
        var answer = JsonNode.Parse(await CallAsync("""{"procedure":"observatory.data1","args":["get_api"],"kwargs":{}}"""))!["args"]![0]!.AsObject();

        Assert.Equal(["agent_class", "instance_hostname", "instance_pid", "feeds", "processes", "tasks", "access_control"], answer.Select(member => member.Key));
    }

    [Theory]
    [InlineData("observatory.nobody.ops", "\"status\",\"acq\"")]
    [InlineData("observatory.nobody", "\"get_api\"")]
    [InlineData("observatory..ops", "\"status\",\"acq\"")]
    [InlineData("observatory.ops", "\"status\",\"acq\"")]
    [InlineData("observatory", "\"get_api\"")]
    [InlineData("elsewhere.data1.ops", "\"status\",\"acq\"")]
    [InlineData("observatory2.data1.ops", "\"status\",\"acq\"")]
    [InlineData("", "")]
    public async Task A_procedure_that_there_is_not_is_said_so(string procedure, string arguments)
    {
        Assert.Equal("wamp.error.no_such_procedure", await ErrorAsync($$"""{"procedure":"{{procedure}}","args":[{{arguments}}]}"""));
    }

    [Fact]
    public async Task A_station_that_is_away_is_a_failure_of_the_network()
    {
        var answer = await CallAsync("""{"procedure":"observatory.away.ops","args":["status","acq"]}""");

        Assert.Equal("""{"error":"wamp.error.network_failure","args":["the station \u0027two\u0027 is away (start it)"],"kwargs":{}}""", answer);
    }

    [Fact]
    public async Task Another_diagnostic_is_an_error_of_the_callee()
    {
        _agents.Fault = new DiagnosticException(Diagnostic.Error("FORAY500", "no"));

        Assert.Equal("wamp.error.runtime_error", await ErrorAsync("""{"procedure":"observatory.data1.ops","args":["status","acq"]}"""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"observatory.data1\"")]
    [InlineData("{}")]
    [InlineData("""{"procedure":1}""")]
    [InlineData("""{"procedure":null,"args":["get_api"]}""")]
    [InlineData("""{"procedure":"observatory.data1","args":{}}""")]
    [InlineData("""{"procedure":"observatory.data1","args":["get_api"],"kwargs":[]}""")]
    [InlineData("""{"procedure":"observatory.data1","args":["get_api"],"more":1}""")]
    [InlineData("""{"procedure":"observatory.data1","args":["get_api"],"args":["get_api"]}""")]
    [InlineData("""{"procedure":"observatory.data1","args":[]}""")]
    [InlineData("""{"procedure":"observatory.data1","args":[1]}""")]
    [InlineData("""{"procedure":"observatory.data1","args":["get_everything"]}""")]
    [InlineData("""{"procedure":"observatory.data1.ops","args":["start"]}""")]
    [InlineData("""{"procedure":"observatory.data1.ops","args":["start",5]}""")]
    [InlineData("""{"procedure":"observatory.data1.ops","args":["start","acq",[]]}""")]
    [InlineData("""{"procedure":"observatory.data1.ops","args":["start","acq",{"a":1,"a":2}]}""")]
    [InlineData("""{"procedure":"observatory.data1.ops","args":["start","acq",{"a":NaN}]}""")]
    [InlineData("""{"procedure":"observatory.data1.ops","args":["start","acq",{"a":"\ud800"}]}""")]
    [InlineData("""{"procedure":"observatory.data1.ops","args":["wait","acq",{},"soon"]}""")]
    [InlineData("""{"procedure":"observatory.data1.ops","args":["wait","acq",{},1e999]}""")]
    [InlineData("""{"procedure":"observatory.data1.ops","args":["wait","acq",{},1,"",2]}""")]
    [InlineData("""{"procedure":"observatory.data1.ops","args":["wait","acq"],"kwargs":{"op_name":"acq"}}""")]
    [InlineData("""{"procedure":"observatory.data1.ops","args":["wait","acq"],"kwargs":{"timeuot":1}}""")]
    public async Task What_is_no_call_is_answered_with_an_error_object(string body)
    {
        Assert.Equal("wamp.error.invalid_argument", await ErrorAsync(body));
        Assert.Empty(_agents.Requests);
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_refused()
    {
        var body = $$"""{"procedure":"observatory.data1.ops","args":["start","acq",{"text":"{{new string('x', BridgeEndpoints.LongestBody)}}"}]}""";

        Assert.Equal("wamp.error.invalid_argument", await ErrorAsync(body));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain")]
    public async Task The_type_of_the_content_does_not_matter(string? type)
    {
        using var content = new ByteArrayContent("""{"procedure":"observatory.data1","args":["get_agent_class"]}"""u8.ToArray());
        content.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);
        using var response = await _client.PostAsync(new Uri(_server.Address, "/call"), content, Token);

        Assert.Equal((HttpStatusCode.OK, "application/json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal("""{"args":["FakeDataAgent"],"kwargs":{}}""", await response.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task A_Python_client_without_a_content_type_speaks_to_an_agent()
    {
        const string Python = "/usr/bin/python3";
        Assert.SkipUnless(File.Exists(Python), $"{Python} is not installed");
        var start = new ProcessStartInfo(Python) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Bridge", "client.py"));
        start.ArgumentList.Add(new Uri(_server.Address, "/call").ToString());

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var error = process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);

        Assert.Equal(("", 0), (await error, process.ExitCode));
        Assert.Equal(
            """
            api FakeDataAgent tasks=delay_task processes=acq feeds=temperatures
            start 0 session=3
            wait 0 session=3
            error wamp.error.no_such_procedure

            """, await output);
        Assert.Equal(["Start acq", "Wait acq"], _agents.Requests.Select(request => $"{request.Action} {request.Operation}"));
        Assert.Equal(("""{"test_mode":true}""", 1.0), (_agents.Requests[0].Parameters?.ToJsonString(), _agents.Requests[1].Timeout));
    }

    private async Task<string> CallAsync(string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        using var response = await _client.PostAsync(new Uri(_server.Address, "/call"), content, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Token);
    }

    private async Task<string> ErrorAsync(string body)
    {
        var answer = JsonNode.Parse(await CallAsync(body))!.AsObject();
        Assert.Equal(["error", "args", "kwargs"], answer.Select(member => member.Key));
        Assert.NotEqual("", answer["args"]![0]!.GetValue<string>());
        return answer["error"]!.GetValue<string>();
    }
}

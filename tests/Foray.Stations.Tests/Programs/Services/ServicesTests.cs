using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CsCheck;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Cluster;
using Foray.Stations.Programs.Services;
using Foray.Stations.Tests.Programs.Supervision;

namespace Foray.Stations.Tests.Programs.Services;

public sealed class ServicesTests : IAsyncDisposable
{
    private const string Bind = """{"name":"n","type":"m.i","service":"s1"}""";

    private readonly ConcurrentDictionary<(string, string), IStationPart> _parts = new();
    private readonly TestStation _a;
    private readonly TestStation _b;

    public ServicesTests() => (_a, _b) = (new TestStation("a", _parts), new TestStation("b", _parts));

    public async ValueTask DisposeAsync()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_program_calls_a_service_of_another_one(bool elsewhere)
    {
        var server = await _a.StartAsync();
        var client = await (elsewhere ? _b : _a).StartAsync();
        var bound = await server.CallAsync("service.bind", Bind);
        var opened = await client.CallAsync("service.open", """{"path":"/foray/a/services/n","type":"m.i","wait":0}""");
        Assert.Equal(bound, opened);

        await client.BeginCallAsync("service.invoke", Invoke(opened, "add", "[1,\"ü\"]"));
        var invoke = await server.ReceiveAsync();
        Assert.Equal("""{"type":"invoke","id":1,"service":"s1","method":"add","arguments":[1,"\u00FC"]}""", invoke.ToJsonString());
        await server.SendAsync("""{"type":"result","id":1,"value":{"sum":[2.50]}}""");
        Assert.Equal("""{"sum":[2.50]}""", client.Outcome(await client.ReceiveAsync()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_method_raises_goes_to_the_caller_and_the_service_goes_on(bool elsewhere)
    {
        var server = await _a.StartAsync();
        var client = await (elsewhere ? _b : _a).StartAsync();
        var bound = await server.CallAsync("service.bind", Bind);
        foreach (var type in new[] { "general", "unimplemented_method" })
        {
            await client.BeginCallAsync("service.invoke", Invoke(bound, "m"));
            var invoke = await server.ReceiveAsync();
            await server.SendAsync($$$"""{"type":"result","id":{{{invoke["id"]}}},"error":{"type":"{{{type}}}","message":"the text"}}""");
            var reply = await client.ReceiveAsync();
            Assert.Equal("the text", (string?)reply["error"]?["message"]);
            Assert.Equal("!" + type, client.Outcome(reply));
        }
    }

    [Fact]
    public async Task Two_programs_serve_each_other()
    {
        var one = await _a.StartAsync();
        var two = await _b.StartAsync();
        var first = await one.CallAsync("service.bind", """{"name":"one","type":"t","service":1}""");
        var second = await two.CallAsync("service.bind", """{"name":"two","type":"t","service":2}""");
        await one.BeginCallAsync("service.invoke", Invoke(second, "m"));
        Assert.Equal("invoke", (string?)(await two.ReceiveAsync())["type"]);
        await two.BeginCallAsync("service.invoke", Invoke(first, "back"));
        Assert.Equal("back", (string?)(await one.ReceiveAsync())["method"]);
        await one.SendAsync("""{"type":"result","id":1,"value":1}""");
        Assert.Equal("1", two.Outcome(await two.ReceiveAsync()));
        await two.SendAsync("""{"type":"result","id":1,"value":2}""");
        Assert.Equal("2", one.Outcome(await one.ReceiveAsync()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stub_of_a_service_that_ended_fails_even_where_the_name_is_bound_again(bool elsewhere)
    {
        var client = await (elsewhere ? _b : _a).StartAsync();
        var server = await _a.StartAsync();
        var stub = await server.CallAsync("service.bind", Bind);
        await server.DoneAsync();
        await _a.Observer.EndAsync();
        Assert.Equal("!protocol", await client.CallAsync("service.invoke", Invoke(stub, "m")));
        await (await _a.StartAsync()).CallAsync("service.bind", Bind);
        Assert.Equal("!protocol", await client.CallAsync("service.invoke", Invoke(stub, "m")));
    }

    [Fact]
    public async Task A_call_fails_at_once_when_the_program_that_serves_it_ends()
    {
        var server = await _a.StartAsync();
        var client = await _b.StartAsync();
        var stub = await server.CallAsync("service.bind", Bind);
        await client.BeginCallAsync("service.invoke", Invoke(stub, "m"));
        await server.ReceiveAsync();
        server.Exit(1);
        Assert.Equal("!protocol", client.Outcome(await client.ReceiveAsync()));
    }

    [Fact]
    public async Task A_method_that_does_not_answer_in_time_fails_and_its_late_answer_is_no_breach()
    {
        var server = await _a.StartAsync();
        var client = await _a.StartAsync();
        var stub = await server.CallAsync("service.bind", Bind);
        await client.BeginCallAsync("service.invoke", Invoke(stub, "m"));
        await server.ReceiveAsync();
        Assert.Equal("!protocol", client.Outcome(await _a.PassAsync(client.ReceiveAsync(), TimeSpan.FromSeconds(10))));
        await server.SendAsync("""{"type":"result","id":1,"value":1}""");
        Assert.Equal("[]", await server.CallAsync("suitcase.list", """{"path":"/"}"""));
    }

    [Fact]
    public async Task A_program_does_not_wait_for_itself()
    {
        var program = await _a.StartAsync();
        var stub = await program.CallAsync("service.bind", Bind);
        Assert.Equal("!refused", await program.CallAsync("service.invoke", Invoke(stub, "m")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_lookup_waits_until_the_service_appears(bool elsewhere)
    {
        var client = await (elsewhere ? _b : _a).StartAsync();
        await client.BeginCallAsync("service.open", """{"path":"/kos/a/services/n","type":"m.i","wait":60}""");
        var server = await _a.StartAsync();
        await server.CallAsync("service.bind", """{"name":"other","type":"m.i","service":1}""");
        var bound = await server.CallAsync("service.bind", Bind);
        Assert.Equal(bound, client.Outcome(await client.ReceiveAsync()));
    }

    [Fact]
    public async Task A_lookup_gives_up_after_its_wait()
    {
        var client = await _a.StartAsync();
        Assert.Equal("!not_found", await client.CallAsync("service.lookup", """{"type":"m.i","name":"n","wait":0}"""));
        await client.BeginCallAsync("service.lookup", """{"type":"m.i","name":"n","wait":5}""");
        Assert.Equal("!not_found", client.Outcome(await _a.PassAsync(client.ReceiveAsync(), TimeSpan.FromSeconds(1))));
    }

    [Fact]
    public async Task A_service_of_another_type_is_told()
    {
        var server = await _a.StartAsync();
        await server.CallAsync("service.bind", Bind);
        await server.BeginCallAsync("service.lookup", """{"type":"m.other","name":"n","wait":0}""");
        Assert.Equal("the service 'n' at 'a' has the type 'm.i', not 'm.other'", (string?)(await server.ReceiveAsync())["error"]?["message"]);
    }

    [Fact]
    public async Task A_wait_for_a_station_that_is_away_goes_on_until_it_comes()
    {
        var client = await _b.StartAsync();
        await client.BeginCallAsync("service.open", """{"path":"/foray/c/services/n","type":"m.i","wait":60}""");
        await using var c = new TestStation("c", _parts);
        await (await c.StartAsync()).CallAsync("service.bind", Bind);
        Assert.Contains("/foray/c/services/n", client.Outcome(await _b.PassAsync(client.ReceiveAsync(), TimeSpan.FromMilliseconds(200))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_station_that_is_away_is_not_found_and_its_stubs_fail()
    {
        var client = await _b.StartAsync();
        Assert.Equal("!not_found", await client.CallAsync("service.open", """{"path":"/foray/c/services/n","type":"m.i","wait":0}"""));
        Assert.Equal("!protocol", await client.CallAsync("service.invoke", """{"binding":"x","path":"/foray/c/services/n","method":"m","arguments":[]}"""));
    }

    [Theory]
    [InlineData("", "m.i", "!bad_path")]
    [InlineData("..", "m.i", "!bad_path")]
    [InlineData("a/b", "m.i", "!bad_path")]
    [InlineData("n", "", "!refused")]
    public async Task Names_and_types_are_checked(string name, string type, string outcome) =>
        Assert.Equal(outcome, await (await _a.StartAsync()).CallAsync("service.bind", $$"""{"name":"{{name}}","type":"{{type}}","service":1}"""));

    [Theory]
    [InlineData(1001, 1)]
    [InlineData(1, 1001)]
    public async Task What_a_station_keeps_of_a_service_is_small(int type, int service)
    {
        var program = await _a.StartAsync();
        var bind = $$"""{"name":"n","type":"{{new string('t', type)}}","service":"{{new string('s', service)}}"}""";
        Assert.Equal("!refused", await program.CallAsync("service.bind", bind));
        Assert.Empty(_a.Names.Local.Services);
    }

    [Fact]
    public async Task A_name_is_bound_once_and_can_be_given_up()
    {
        var one = await _a.StartAsync();
        var two = await _a.StartAsync();
        var bound = JsonNode.Parse(await one.CallAsync("service.bind", Bind))!;
        var unbind = $$"""{"binding":"{{bound["binding"]}}"}""";
        Assert.Equal("!exists", await two.CallAsync("service.bind", Bind));
        Assert.Equal("!not_found", await two.CallAsync("service.unbind", unbind));
        Assert.Equal("null", await one.CallAsync("service.unbind", unbind));
        Assert.Equal("!not_found", await one.CallAsync("service.unbind", unbind));
        await two.CallAsync("service.bind", Bind);
        Assert.Equal(["n"], _a.Names.Local.Services);
    }

    [Fact]
    public async Task A_later_incarnation_takes_over_the_names_of_the_one_that_is_leaving()
    {
        await (await _a.StartAsync(_a.Program("p", epoch: 1))).CallAsync("service.bind", Bind);
        var later = await _a.StartAsync(_a.Program("p", epoch: 2));
        Assert.Contains("/foray/a/services/n", await later.CallAsync("service.bind", Bind), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_has_so_many_services_and_no_more()
    {
        var program = await _a.StartAsync();
        for (var i = 0; i < LocalNames.MostServices; i++)
            await program.CallAsync("service.bind", $$"""{"name":"n{{i}}","type":"t","service":1}""");
        Assert.Equal("!refused", await program.CallAsync("service.bind", Bind));
    }

    [Theory]
    [InlineData("/foray", """["a","b"]""")]
    [InlineData("/kos", """["a","b"]""")]
    [InlineData("/foray/b", """["programs","services"]""")]
    [InlineData("/kos/b", """["kps","services"]""")]
    [InlineData("/foray/b/services", """["n"]""")]
    [InlineData("/foray/b/programs", """["p1"]""")]
    [InlineData("/kos/b/kps", """["p1"]""")]
    [InlineData("/kos/a/kps", """["p1"]""")]
    [InlineData("/foray/a/services", "[]")]
    [InlineData("/foray/b/kps", "!not_found")]
    [InlineData("/foray/b/services/n", "!not_found")]
    [InlineData("/foray/c", "!not_found")]
    [InlineData("/other", "!not_found")]
    [InlineData("/", "!not_found")]
    [InlineData("foray", "!bad_path")]
    [InlineData("/foray/", "!bad_path")]
    [InlineData("/foray/../b", "!bad_path")]
    public async Task The_namespace_is_listed(string path, string expected)
    {
        await (await _b.StartAsync()).CallAsync("service.bind", Bind);
        Assert.Equal(expected, await (await _a.StartAsync()).CallAsync("namespace.list", $$"""{"path":"{{path}}"}"""));
    }

    [Fact]
    public async Task Any_request_of_another_station_is_answered_or_refused() =>
        await Gen.Select(
            Gen.OneOf(
                """{"ask":"lookup","type":"t","name":"n","wait":0}""",
                """{"ask":"invoke","binding":"b","name":"n","method":"m","arguments":[1]}""",
                """{"ask":"list","folder":"services"}"""),
            Gen.Select(Gen.Double[0, 1], Gen.Byte).Array[0, 3]).SampleAsync(
            async (request, changes) =>
            {
                var bytes = System.Text.Encoding.UTF8.GetBytes(request);
                foreach (var (at, value) in changes)
                    bytes[(int)(at * (bytes.Length - 1))] = value;
                try
                {
                    JsonNode.Parse(await _parts[("a", ServicesPart.PartName)].AnswerAsync(bytes, new CancellationToken(canceled: true)));
                }
                catch (DiagnosticException exception)
                {
                    Assert.Equal("FORAY518", exception.Diagnostics[0].Code);
                }
                catch (OperationCanceledException)
                {
                    // A changed wait would be waited for.
                }
            },
            iter: 2_000);

    private static string Invoke(string descriptor, string method, string arguments = "[]")
    {
        var parsed = JsonNode.Parse(descriptor)!;
        return $$"""{"binding":"{{parsed["binding"]}}","path":"{{parsed["path"]}}","method":"{{method}}","arguments":{{arguments}} }""";
    }
}

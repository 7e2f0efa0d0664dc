using System.Text.Json.Nodes;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Agents;
using Foray.Stations.Client;
using Foray.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Foray.Stations.Tests.Client;

public sealed class StationClientTests : IAsyncLifetime
{
    private readonly TestStation _station = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _station.StartAsync();

    public ValueTask DisposeAsync() => _station.DisposeAsync();

    [Fact]
    public async Task Agents_are_listed_as_the_directory_has_them()
    {
        using var client = new StationClient(_station.Address);
        Assert.Equal(await _station.ListAsync(Token), await client.ListAgentsAsync(Token));
    }

    [Fact]
    public async Task Each_action_reaches_the_agent_with_what_was_given()
    {
        using var client = new StationClient(_station.Address);
        var agent = client.Agent(TestStation.Instance);
        for (var i = 0; i < 5; i++)
            _station.Replies.Enqueue(Reply(i % 2 == 0 ? AgentReply.Ok : AgentReply.Error, i));

        Assert.Equal((0, "message"), Of(await agent.StartAsync("count", new JsonObject { ["rate"] = 2.5 }, Token)));
        Assert.Equal(-1, (await agent.StatusAsync("count", Token)).Status);
        await agent.StopAsync("count", Token);
        await agent.AbortAsync("count", Token);
        Assert.Equal(4, (await agent.WaitAsync("count", TimeSpan.FromSeconds(-1), Token)).Session["session_id"]!.GetValue<int>());

        Assert.Equal([AgentAction.Start, AgentAction.Status, AgentAction.Stop, AgentAction.Abort, AgentAction.Wait], _station.Requests.Select(request => request.Action));
        Assert.Equal("{\"rate\":2.5}", _station.Requests[0].Parameters!.ToJsonString());
        Assert.Null(_station.Requests[1].Parameters);
        Assert.True(_station.Requests[4].Timeout < 0);
    }

    [Fact]
    public async Task A_long_wait_is_made_of_short_ones()
    {
        using var client = new StationClient(_station.Address);
        foreach (var status in (int[])[AgentReply.Timeout, AgentReply.Timeout, AgentReply.Ok])
            _station.Replies.Enqueue(Reply(status, 1));

        Assert.Equal(AgentReply.Ok, (await client.Agent(TestStation.Instance).WaitAsync("count", TimeSpan.FromHours(1), Token)).Status);

        Assert.Equal([20.0, 20.0, 20.0], _station.Requests.Select(request => request.Timeout!.Value));
    }

    [Fact]
    public async Task A_wait_whose_time_is_over_says_so()
    {
        using var client = new StationClient(_station.Address);
        _station.Replies.Enqueue(Reply(AgentReply.Timeout, 1));
        Assert.Equal(AgentReply.Timeout, (await client.Agent(TestStation.Instance).WaitAsync("count", TimeSpan.FromSeconds(5), Token)).Status);
        Assert.InRange(Assert.Single(_station.Requests).Timeout!.Value, 4, 5);
    }

    [Fact]
    public async Task A_call_tells_each_message_once_and_ends_with_the_session()
    {
        using var client = new StationClient(_station.Address);
        _station.Replies.Enqueue(Reply(AgentReply.Ok, 3, "one"));
        _station.Replies.Enqueue(Reply(AgentReply.Timeout, 3, "one", "two"));
        _station.Replies.Enqueue(Reply(AgentReply.Ok, 3, "one", "two", "three"));
        var said = new List<string>();

        var reply = await client.Agent(TestStation.Instance).CallAsync("count", null, said.Add, Token);

        Assert.Equal((AgentReply.Ok, "one two three"), (reply.Status, string.Join(' ', said)));
    }

    [Fact]
    public async Task A_call_that_is_refused_is_not_waited_for()
    {
        using var client = new StationClient(_station.Address);
        _station.Replies.Enqueue(Reply(AgentReply.Error, 3));
        Assert.Equal(AgentReply.Error, (await client.Agent(TestStation.Instance).CallAsync("count", null, _ => { }, Token)).Status);
        Assert.Single(_station.Requests);
    }

    [Fact]
    public async Task A_call_does_not_take_another_session_for_its_own()
    {
        using var client = new StationClient(_station.Address);
        _station.Replies.Enqueue(Reply(AgentReply.Ok, 3));
        _station.Replies.Enqueue(Reply(AgentReply.Ok, 4));
        var reply = await client.Agent(TestStation.Instance).CallAsync("count", null, _ => { }, Token);
        Assert.Equal(AgentReply.Error, reply.Status);
        Assert.Contains("session 3 has ended", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_station_refuses_keeps_its_code_and_its_remedy()
    {
        using var client = new StationClient(_station.Address);
        var refused = (await Assert.ThrowsAsync<DiagnosticException>(() => client.Agent("nobody").StatusAsync("count", Token))).Diagnostics[0];
        Assert.Equal(("FORAY447", "no agent 'nobody' is up", "start it"), (refused.Code, refused.Message, refused.Remedy));
    }

    [Theory]
    [InlineData("frobnicate", "{}")]
    [InlineData("1", "{}")]
    [InlineData("start", "[]")]
    [InlineData("start", "{\"params\":3}")]
    [InlineData("start", "{\"timeout\":\"x\"}")]
    [InlineData("start", "{")]
    public async Task A_request_that_is_none_is_refused(string action, string body)
    {
        using var http = new HttpClient { BaseAddress = _station.Address };
        using var answer = await http.PostAsync(new Uri($"/api/agents/{TestStation.Instance}/operations/count/{action}", UriKind.Relative), new StringContent(body), Token);
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains("FORAY224", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Empty(_station.Requests);
    }

    [Fact]
    public async Task What_answers_without_being_a_station_is_a_diagnostic()
    {
        await using var other = await WebServer.StartAsync(new WebOptions { Port = 0 }, endpoints =>
        {
            endpoints.MapGet("/api/agents", context => context.Response.WriteAsync("{\"agents\": [{}]}"));
            endpoints.MapGet("/api/agents/{instance}", context => context.Response.WriteAsync("hello"));
        }, Token);
        using var client = new StationClient(other.Address);

        foreach (var ask in (Func<Task>[])[() => client.ListAgentsAsync(Token), () => client.DescribeAsync("a", Token), () => client.Agent("a").StatusAsync("count", Token)])
        {
            var told = (await Assert.ThrowsAsync<DiagnosticException>(ask)).Diagnostics[0];
            Assert.Equal("FORAY370", told.Code);
            Assert.Contains("does not answer as a station", told.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_station_that_is_not_there_is_a_diagnostic_with_a_remedy()
    {
        await _station.StopAsync();
        using var client = new StationClient(_station.Address);
        var told = (await Assert.ThrowsAsync<DiagnosticException>(() => client.ListAgentsAsync(Token))).Diagnostics[0];
        Assert.Equal("FORAY370", told.Code);
        Assert.Contains("foray station start", told.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("observatory")]
    [InlineData("127.0.0.1:7070")]
    [InlineData("ftp://127.0.0.1")]
    public void An_address_of_another_form_is_refused(string address) =>
        Assert.Equal("FORAY225", Assert.Throws<DiagnosticException>(() => StationClient.AddressOf(address)).Diagnostics[0].Code);

    [Theory]
    [InlineData("{\"status\":0}")]
    [InlineData("{\"status\":\"x\",\"message\":\"\",\"session\":{}}")]
    [InlineData("{\"status\":0,\"message\":null,\"session\":{}}")]
    [InlineData("{\"status\":0,\"message\":\"\",\"session\":[]}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    public async Task A_reply_of_another_form_is_a_diagnostic(string text)
    {
        await using var other = await WebServer.StartAsync(new WebOptions { Port = 0 }, endpoints => endpoints.MapPost("/{**any}", context => context.Response.WriteAsync(text)), Token);
        using var client = new StationClient(other.Address);
        Assert.Equal("FORAY370", (await Assert.ThrowsAsync<DiagnosticException>(() => client.Agent("a").StatusAsync("count", Token))).Diagnostics[0].Code);
    }

    private static AgentReply Reply(int status, int session, params string[] messages) => new(status, "message", new JsonObject
    {
        ["session_id"] = session,
        ["messages"] = new JsonArray([.. messages.Select(message => new JsonArray(1000.5, message))]),
    });

    private static (int, string) Of(AgentReply reply) => (reply.Status, reply.Message);
}

using System.Text.Json.Nodes;
using Foray.Sdk.Agents;
using Foray.Stations.Agents;

namespace Foray.Stations.Tests.Agents;

public sealed class AgentHostTests
{
    [Fact]
    public async Task A_start_of_an_idle_operation_answers_with_a_session_that_is_starting()
    {
        await using var agent = new Instrument(Instrument.Process());

        var reply = await agent.StartAsync("acq");

        Assert.Equal((AgentReply.Ok, "Started process \"acq\"."), (reply.Status, reply.Message));
        var expected = JsonNode.Parse("""
            {
              "session_id": 1, "op_name": "acq", "op_code": 2, "cred_level": 1, "status": "starting", "degraded": false, "success": null,
              "start_time": 1600000000, "end_time": null, "data": {}, "messages": []
            }
            """);
        Assert.Equal(expected!.ToJsonString(), reply.Session.ToJsonString());
    }

    [Fact]
    public async Task A_start_of_what_runs_is_refused_with_the_running_session()
    {
        await using var agent = new Instrument(Instrument.Process());
        await agent.StartAsync("acq");

        var reply = await agent.StartAsync("acq");

        Assert.Equal((AgentReply.Error, "Operation \"acq\" already in progress.", 1L), (reply.Status, reply.Message, (long)reply.Session["session_id"]!));
    }

    [Fact]
    public async Task A_start_after_the_end_makes_a_new_session()
    {
        await using var agent = new Instrument(Instrument.Task_("print", _ => { }));

        var first = await agent.CallAsync("print");
        var second = await agent.CallAsync("print");

        Assert.Equal((1L, 2L), ((long)first.Session["session_id"]!, (long)second.Session["session_id"]!));
        Assert.Equal(("done", true, 5), ((string)second.Session["status"]!, (bool)second.Session["success"]!, (int)second.Session["op_code"]!));
        Assert.Equal("""[[1600000000,"done"]]""", second.Session["messages"]!.ToJsonString());
    }

    [Theory]
    [InlineData(AgentAction.Start)]
    [InlineData(AgentAction.Wait)]
    [InlineData(AgentAction.Status)]
    [InlineData(AgentAction.Stop)]
    [InlineData(AgentAction.Abort)]
    internal async Task An_unknown_operation_is_refused(AgentAction action)
    {
        await using var agent = new Instrument(Instrument.Process());

        var reply = await agent.AskAsync(action, "acqq");

        Assert.Equal(AgentReply.Error, reply.Status);
        Assert.Contains("\"acqq\"", reply.Message, StringComparison.Ordinal);
        Assert.Empty(reply.Session);
    }

    [Fact]
    public async Task A_wait_for_an_idle_operation_is_over_at_once_and_its_session_is_empty()
    {
        await using var agent = new Instrument(Instrument.Process());

        var reply = await agent.AskAsync(AgentAction.Wait, "acq");

        Assert.Equal((AgentReply.Ok, "Idle.", 0), (reply.Status, reply.Message, reply.Session.Count));
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(0.0)]
    public async Task A_wait_with_no_time_tells_at_once_that_it_is_over(double timeout)
    {
        await using var agent = new Instrument(Instrument.Process());
        await agent.StartAsync("acq");

        var reply = await agent.AskAsync(AgentAction.Wait, "acq", timeout);

        Assert.Equal(AgentReply.Timeout, reply.Status);
        Assert.Equal("acq", (string)reply.Session["op_name"]!);
    }

    [Fact]
    public async Task A_wait_ends_when_its_time_is_over_and_the_operation_goes_on()
    {
        await using var agent = new Instrument(Instrument.Process());
        await agent.StartAsync("acq");
        var waiting = agent.AskAsync(AgentAction.Wait, "acq", 2.5);
        Assert.False(waiting.IsCompleted);

        agent.Time.Advance(TimeSpan.FromSeconds(2.5));

        Assert.Equal(AgentReply.Timeout, (await waiting).Status);
        Assert.Equal(AgentReply.Timeout, (await agent.AskAsync(AgentAction.Wait, "acq", -1)).Status);
    }

    [Fact]
    public async Task A_wait_that_its_client_ends_leaves_the_operation_alone()
    {
        await using var agent = new Instrument(Instrument.Process());
        await agent.StartAsync("acq");
        using var gone = new CancellationTokenSource();
        var waiting = agent.Host.RequestAsync(new AgentRequest(AgentAction.Wait, "acq"), gone.Token);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(AgentReply.Timeout, (await agent.AskAsync(AgentAction.Wait, "acq", -1)).Status);
    }

    [Fact]
    public async Task Status_tells_the_session_and_of_an_idle_operation_that_there_is_none()
    {
        await using var agent = new Instrument(Instrument.Task_("print", _ => { }));
        Assert.Equal((AgentReply.Ok, "No session active."), ((await agent.AskAsync(AgentAction.Status, "print")) is var idle ? (idle.Status, idle.Message) : default));

        await agent.CallAsync("print");

        var reply = await agent.AskAsync(AgentAction.Status, "print");
        Assert.Equal((AgentReply.Ok, "done"), (reply.Status, (string)reply.Session["status"]!));
    }

    [Fact]
    public async Task A_stop_answers_at_once_and_the_process_ends_with_success()
    {
        await using var agent = new Instrument(Instrument.Process());
        await agent.StartAsync("acq");

        var reply = await agent.AskAsync(AgentAction.Stop, "acq");

        Assert.Equal((AgentReply.Ok, "Requested stop on process \"acq\".", "stopping"), (reply.Status, reply.Message, (string)reply.Session["status"]!));
        var end = await agent.AskAsync(AgentAction.Wait, "acq");
        Assert.Equal(("done", true), ((string)end.Session["status"]!, (bool)end.Session["success"]!));
        Assert.Equal(1600000000, (double)end.Session["end_time"]!);
    }

    [Fact]
    public async Task A_stop_of_a_process_that_is_stopping_is_no_error_and_of_one_that_is_idle_or_has_ended_it_is()
    {
        var (begun, end) = (new TaskCompletionSource(), new TaskCompletionSource<string>());
        await using var agent = new Instrument(Instrument.Stubborn(begun, end.Task));
        Assert.Equal(AgentReply.Error, (await agent.AskAsync(AgentAction.Stop, "acq")).Status);
        await agent.StartAsync("acq");
        await begun.Task;

        Assert.Equal(AgentReply.Ok, (await agent.AskAsync(AgentAction.Stop, "acq")).Status);
        Assert.Equal(AgentReply.Ok, (await agent.AskAsync(AgentAction.Stop, "acq")).Status);
        end.SetResult("ended");
        await agent.AskAsync(AgentAction.Wait, "acq");
        Assert.Equal(AgentReply.Error, (await agent.AskAsync(AgentAction.Stop, "acq")).Status);
    }

    [Fact]
    public async Task A_task_is_not_stopped_and_a_process_not_aborted()
    {
        await using var agent = new Instrument(Instrument.Process(), Instrument.Process("delay") with { Type = AgentOperationType.Task, IsAbortable = true });
        await agent.StartAsync("acq");
        await agent.StartAsync("delay");

        Assert.Equal(AgentReply.Error, (await agent.AskAsync(AgentAction.Abort, "acq")).Status);
        Assert.Equal(AgentReply.Error, (await agent.AskAsync(AgentAction.Stop, "delay")).Status);
        Assert.Equal(AgentReply.Timeout, (await agent.AskAsync(AgentAction.Wait, "acq", -1)).Status);
        Assert.Equal(AgentReply.Timeout, (await agent.AskAsync(AgentAction.Wait, "delay", -1)).Status);
    }

    [Fact]
    public async Task An_aborted_task_ends_without_success()
    {
        await using var agent = new Instrument(Instrument.Process("delay") with { Type = AgentOperationType.Task, IsAbortable = true });
        await agent.StartAsync("delay");

        Assert.Equal((AgentReply.Ok, "Requested abort on task \"delay\"."), (await agent.AskAsync(AgentAction.Abort, "delay")) is var reply ? (reply.Status, reply.Message) : default);
        var end = await agent.AskAsync(AgentAction.Wait, "delay");
        Assert.Equal((false, 6), ((bool)end.Session["success"]!, (int)end.Session["op_code"]!));
    }

    [Fact]
    public async Task An_abort_that_does_nothing_is_an_error()
    {
        await using var agent = new Instrument(Instrument.Process("move") with { Type = AgentOperationType.Task }, Instrument.Process("delay") with { Type = AgentOperationType.Task, IsAbortable = true });
        await agent.StartAsync("move");

        Assert.Equal((AgentReply.Error, "Task \"move\" cannot be aborted."), (await agent.AskAsync(AgentAction.Abort, "move")) is var refused ? (refused.Status, refused.Message) : default);
        Assert.Equal(AgentReply.Timeout, (await agent.AskAsync(AgentAction.Wait, "move", -1)).Status);
        Assert.Equal((AgentReply.Error, "No session active."), (await agent.AskAsync(AgentAction.Abort, "delay")) is var idle ? (idle.Status, idle.Message) : default);
    }

    [Fact]
    public async Task An_exception_ends_the_session_without_success_and_its_message_is_kept()
    {
        await using var agent = new Instrument(
            Instrument.Task_("fault", _ => throw new InvalidOperationException("no pump")), Instrument.Task_("expected", _ => throw new AgentOperationException("the valve is shut")));

        var fault = await agent.CallAsync("fault");
        var expected = await agent.CallAsync("expected");

        Assert.Equal(("done", false, 6), ((string)fault.Session["status"]!, (bool)fault.Session["success"]!, (int)fault.Session["op_code"]!));
        Assert.Equal("InvalidOperationException: no pump", (string)fault.Session["messages"]![0]![1]!);
        Assert.Equal("the valve is shut", (string)expected.Session["messages"]![0]![1]!);
        var problem = Assert.Single(agent.Problems);
        Assert.Equal(("FORAY448", "agent 'data1': task 'fault' failed: InvalidOperationException: no pump"), (problem.Code, problem.Message));
    }

    [Fact]
    public async Task Parameters_are_checked_before_the_operation_runs_and_all_problems_are_told_at_once()
    {
        var ran = false;
        await using var agent = new Instrument(Instrument.Task_("delay", _ => ran = true) with
        {
            Parameters = [new("delay", AgentParameterType.Number) { Minimum = 0 }, new("succeed", AgentParameterType.Boolean)],
        });

        var reply = await agent.StartAsync("delay", """{"dealy": 1, "delay": -1, "succeed": "perhaps"}""");

        Assert.Equal(AgentReply.Error, reply.Status);
        Assert.Contains("did you mean 'delay'?", reply.Message, StringComparison.Ordinal);
        Assert.Contains("the smallest is 0", reply.Message, StringComparison.Ordinal);
        Assert.Contains("it must be true or false", reply.Message, StringComparison.Ordinal);
        Assert.Empty(reply.Session);
        Assert.Equal("Idle.", (await agent.AskAsync(AgentAction.Wait, "delay")).Message);
        Assert.False(ran);
    }

    [Fact]
    public async Task An_operation_gets_its_parameters_typed_and_with_defaults()
    {
        await using var agent = new Instrument(Instrument.Task_("delay", session => session.SetData(new JsonObject
        {
            ["delay"] = session.GetNumber("delay"),
            ["succeed"] = session.GetBoolean("succeed"),
            ["text"] = session.GetText("text"),
            ["count"] = session.GetInteger("count"),
        })) with
        {
            Parameters =
            [
                new("delay", AgentParameterType.Number), new("succeed", AgentParameterType.Boolean), new("text", AgentParameterType.Text) { Default = "hello" },
                new("count", AgentParameterType.Integer) { Default = 3 },
            ],
        });

        var reply = await agent.CallAsync("delay", """{"delay": 2, "succeed": "False"}""");

        Assert.Equal("""{"delay":2,"succeed":false,"text":"hello","count":3}""", reply.Session["data"]!.ToJsonString());
    }

    [Fact]
    public async Task Data_is_told_as_it_is_now_with_NaN_as_null()
    {
        var data = new JsonObject { ["kelvin"] = double.NaN, ["all"] = new JsonArray(1.5, float.NaN) };
        var begun = new TaskCompletionSource<IAgentSession>();
        await using var agent = new Instrument(Instrument.Process("acq", session =>
        {
            session.SetData(data);
            begun.SetResult(session);
        }));
        await agent.StartAsync("acq");
        var session = await begun.Task;

        Assert.Equal("""{"kelvin":null,"all":[1.5,null]}""", (await agent.AskAsync(AgentAction.Status, "acq")).Session["data"]!.ToJsonString());
        session.SetData(new JsonObject { ["kelvin"] = 4.2 });
        Assert.Equal("""{"kelvin":4.2}""", (await agent.AskAsync(AgentAction.Status, "acq")).Session["data"]!.ToJsonString());
    }

    [Fact]
    public async Task Infinite_data_ends_the_operation_and_the_data_before_is_kept()
    {
        await using var agent = new Instrument(Instrument.Task_("measure", session =>
        {
            session.SetData(new JsonObject { ["kelvin"] = 1 });
            session.SetData(new JsonObject { ["stage"] = new JsonObject { ["kelvin"] = new JsonArray(1, double.PositiveInfinity) } });
        }));

        var reply = await agent.CallAsync("measure");

        Assert.Equal("""{"kelvin":1}""", reply.Session["data"]!.ToJsonString());
        Assert.False((bool)reply.Session["success"]!);
        Assert.Contains("data.stage.kelvin[1] is infinite", (string)reply.Session["messages"]![0]![1]!, StringComparison.Ordinal);
        Assert.Equal("FORAY450", Assert.Single(agent.Problems).Code);
    }

    [Fact]
    public async Task The_last_messages_are_kept_and_the_number_of_the_others()
    {
        await using var agent = new Instrument(Instrument.Task_("talk", session =>
        {
            for (var message = 0; message < 300; message++)
                session.AddMessage($"message {message}");
        }));

        var messages = (await agent.CallAsync("talk")).Session["messages"]!.AsArray();

        Assert.Equal(201, messages.Count);
        Assert.Equal("101 earlier messages are not kept.", (string)messages[0]![1]!);
        Assert.Equal(("message 101", "done"), ((string)messages[1]![1]!, (string)messages[200]![1]!));
    }

    [Fact]
    public async Task A_degraded_session_says_so_in_its_op_code()
    {
        var begun = new TaskCompletionSource<IAgentSession>();
        await using var agent = new Instrument(Instrument.Process("acq", begun.SetResult));
        await agent.StartAsync("acq");
        var session = await begun.Task;

        session.SetDegraded(true);
        var degraded = (await agent.AskAsync(AgentAction.Status, "acq")).Session;
        session.SetDegraded(false);
        var recovered = (await agent.AskAsync(AgentAction.Status, "acq")).Session;

        Assert.Equal((true, 8), ((bool)degraded["degraded"]!, (int)degraded["op_code"]!));
        Assert.Equal((false, 3), ((bool)recovered["degraded"]!, (int)recovered["op_code"]!));
    }

    [Fact]
    public async Task What_an_operation_says_after_its_end_changes_nothing()
    {
        IAgentSession? kept = null;
        await using var agent = new Instrument(Instrument.Task_("print", session => kept = session)) { Feeds = [new("temps")] };
        var before = (await agent.CallAsync("print")).Session.ToJsonString();

        kept!.AddMessage("more");
        kept.SetData(new JsonObject { ["more"] = 1 });
        kept.SetDegraded(true);
        kept.Publish("temps", "a", agent.Time.GetUtcNow(), new JsonObject { ["x"] = 1 });

        Assert.Equal(before, (await agent.AskAsync(AgentAction.Status, "print")).Session.ToJsonString());
        Assert.Empty(agent.Kept.Of("temps"));
    }
}

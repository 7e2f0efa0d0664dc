using System.Text;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Programs;
using Foray.Stations.Programs.HandOff;
using Foray.Stations.Programs.Suitcases;
using Foray.Stations.Programs.Supervision;

namespace Foray.Stations.Tests.Programs.Supervision;

public sealed class ProgramSupervisorTests : IAsyncDisposable
{
    private const string State = """{"format":"f","data":"AQI="}""";

    private readonly TestStation _station = new();

    public ValueTask DisposeAsync() => _station.DisposeAsync();

    [Fact]
    public async Task The_suitcase_answers_calls_and_comes_back_with_the_end()
    {
        var worker = await _station.StartAsync();
        Assert.Equal("null", await worker.CallAsync("suitcase.mkdir", """{"path":"/d"}"""));
        Assert.Equal("null", await worker.CallAsync("suitcase.write", """{"path":"/d/f","data":"AQI=","append":false}"""));
        Assert.Equal("null", await worker.CallAsync("suitcase.write", """{"path":"/d/f","data":"Aw==","append":true}"""));
        Assert.Equal("""{"data":"AQID"}""", await worker.CallAsync("suitcase.read", """{"path":"/d/f"}"""));
        Assert.Equal("""["f"]""", await worker.CallAsync("suitcase.list", """{"path":"/d"}"""));
        Assert.Equal("""{"kind":"file","size":3}""", await worker.CallAsync("suitcase.stat", """{"path":"/d/f"}"""));
        Assert.Equal("""{"kind":"folder","size":0}""", await worker.CallAsync("suitcase.stat", """{"path":"/"}"""));
        Assert.Equal("null", await worker.CallAsync("suitcase.stat", """{"path":"/x"}"""));
        Assert.Equal("null", await worker.CallAsync("suitcase.rename", """{"from":"/d/f","to":"/g"}"""));
        Assert.Equal("null", await worker.CallAsync("suitcase.rmdir", """{"path":"/d"}"""));
        Assert.Equal("!not_found", await worker.CallAsync("suitcase.remove", """{"path":"/d/f"}"""));
        await worker.DoneAsync(state: State);

        var end = await _station.Observer.EndAsync();
        Assert.Equal((ProgramEndKind.Returned, null), (end.Kind, end.Problem));
        Assert.Equal("/g 010203", Suitcases.SuitcaseTests.Dump(SuitcaseArchive.Read(end.Program.Suitcase, new SuitcaseLimits())));
        Assert.Equal([1, 2], end.Program.State?.Data);
        Assert.True(worker.IsDisposed);
        Assert.Empty(_station.Starter.List());
    }

    [Fact]
    public async Task A_wrong_argument_is_an_error_for_the_program()
    {
        var worker = await _station.StartAsync();
        Assert.Equal("!refused", await worker.CallAsync("program.migrate", $$"""{"destination":null,"state":{{State}} }"""));
        Assert.Equal("[]", await worker.CallAsync("suitcase.list", """{"path":"/"}"""));
    }

    [Fact]
    public async Task A_program_goes_on_with_the_suitcase_and_state_that_it_came_with()
    {
        var suitcase = new Suitcase(new SuitcaseLimits());
        suitcase.Write("/a", "1"u8, append: false);
        await _station.Starter.StartAsync(
            _station.Program("p", epoch: 7) with { State = new ProgramState("f", [1, 2]), Suitcase = SuitcaseArchive.Write(suitcase) }, ScriptedWorker.Token);
        var worker = await _station.Pool.NextAsync();
        var begin = await worker.ReceiveAsync();
        Assert.Equal((7, "a", State), ((int?)begin["epoch"], (string?)begin["station"], begin["state"]?.ToJsonString()));
        Assert.Equal("""["a"]""", await worker.CallAsync("suitcase.list", """{"path":"/"}"""));
        worker.Exit(0);
        Assert.Equal([1, 2], (await _station.Observer.EndAsync()).Program.State?.Data);
    }

    [Fact]
    public async Task Output_beyond_the_limit_is_cut_between_characters_and_told_once()
    {
        var worker = await _station.StartAsync(_station.Program() with { Limits = new ProgramLimits { Output = 6 } });
        await worker.SendAsync("""{"type":"output","stream":"stdout","text":"ab\n"}""");
        await worker.SendAsync("""{"type":"output","stream":"stderr","text":"xüüü"}""");
        await worker.SendAsync("""{"type":"output","stream":"stdout","text":"more"}""");
        await worker.DoneAsync();
        await _station.Observer.EndAsync();
        Assert.Equal("1:ab\n2:xü2:\n[foray: what the program prints beyond 6 bytes is left out]\n", _station.Observer.Printed);
    }

    [Fact]
    public async Task What_it_raised_is_told_with_type_message_and_trace()
    {
        var worker = await _station.StartAsync();
        await worker.DoneAsync("raised", """{"type":"ValueError","message":"no","trace":"line 3"}""");
        var end = await _station.Observer.EndAsync();
        Assert.Equal((ProgramEndKind.Raised, "line 3"), (end.Kind, end.Error?.Trace));
        Assert.Equal(("FORAY514", "the program p1 ('kp.py') raised ValueError: no"), (end.Problem?.Code, end.Problem?.Message));
    }

    [Fact]
    public async Task An_exit_is_a_normal_end()
    {
        var worker = await _station.StartAsync();
        await worker.DoneAsync("exited");
        var end = await _station.Observer.EndAsync();
        Assert.Equal((ProgramEndKind.Exited, null), (end.Kind, end.Problem));
    }

    [Fact]
    public async Task A_worker_that_dies_is_told_with_its_exit_code_and_last_words()
    {
        var worker = await _station.StartAsync();
        worker.Error = "Segmentation fault\n";
        worker.Exit(139);
        var end = await _station.Observer.EndAsync();
        Assert.Equal(("FORAY516", ProgramEndKind.Died), (end.Problem?.Code, end.Kind));
        Assert.Equal("signal 11 ended its worker, and wrote: Segmentation fault", end.Reason);
    }

    [Fact]
    public async Task A_broken_limit_is_told_in_its_own_words()
    {
        var worker = await _station.StartAsync();
        worker.Exit(137, "it used more than 256 MiB of memory");
        var end = await _station.Observer.EndAsync();
        Assert.Equal(("FORAY515", "it used more than 256 MiB of memory"), (end.Problem?.Code, end.Reason));
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("""{"type":"ready","protocol":1,"runtime":"x"}""")]
    [InlineData("""{"type":"result","id":1,"value":null}""")]
    [InlineData("""{"type":"call","id":2,"method":"suitcase.list","arguments":{"path":"/"}}""")]
    [InlineData("""{"type":"call","id":0,"method":"suitcase.list","arguments":{"path":"/"}}""")]
    public async Task A_wrong_message_ends_the_worker(string line)
    {
        var worker = await _station.StartAsync();
        await worker.SendAsync(line);
        var end = await _station.Observer.EndAsync();
        Assert.Equal(ProgramEndKind.Breached, end.Kind);
        Assert.StartsWith("spoke no bastion protocol: ", end.Reason, StringComparison.Ordinal);
        Assert.True(worker.IsDisposed);
    }

    [Fact]
    public async Task A_worker_that_floods_the_station_with_calls_is_ended()
    {
        var worker = await _station.StartAsync();
        var wait = """{"type":"t","name":"n","wait":60}""";
        var calls = string.Join('\n', Enumerable.Range(1, 20).Select(id => $$"""{"type":"call","id":{{id}},"method":"service.lookup","arguments":{{wait}} }"""));
        await worker.SendAsync(calls);
        Assert.Equal("spoke no bastion protocol: more than 8 calls at once", (await _station.Observer.EndAsync()).Reason);
    }

    [Fact]
    public async Task A_worker_that_closes_its_output_and_stays_is_ended()
    {
        var worker = await _station.StartAsync();
        worker.Close();
        var end = await _station.PassAsync(_station.Observer.EndAsync(), TimeSpan.FromSeconds(1));
        Assert.Equal(ProgramEndKind.Breached, end.Kind);
    }

    [Fact]
    public async Task A_worker_that_ends_is_over_even_where_its_output_is_held_open()
    {
        var worker = await _station.StartAsync();
        worker.ExitAlone(1);
        var end = await _station.PassAsync(_station.Observer.EndAsync(), TimeSpan.FromSeconds(1));
        Assert.Equal((ProgramEndKind.Died, "its worker ended with exit code 1"), (end.Kind, end.Reason));
    }

    [Fact]
    public async Task A_program_that_leaves_is_no_end_and_travels_with_state_and_suitcase()
    {
        var worker = await _station.StartAsync(_station.Program("p", epoch: 4));
        await worker.CallAsync("suitcase.mkdir", """{"path":"/d"}""");
        await worker.BeginCallAsync("program.migrate", $$"""{"destination":"b","state":{{State}} }""");
        await worker.End.WaitAsync(ScriptedWorker.Token);
        await _station.Starter.StopAsync(ScriptedWorker.Token);

        Assert.Equal((4, 2), (_station.Travel.Migrated?.Epoch, _station.Travel.Migrated?.State?.Data.Length));
        Assert.NotEmpty(_station.Travel.Migrated!.Suitcase);
        Assert.Equal("p left for b under 5", Assert.Single(_station.Observer.Journeys));
        Assert.True(worker.IsDisposed);
    }

    [Fact]
    public async Task A_state_of_32_MiB_travels()
    {
        var worker = await _station.StartAsync();
        var state = Convert.ToBase64String(new byte[32 << 20]);
        await worker.BeginCallAsync("program.migrate", $$"""{"destination":"b","state":{"format":"f","data":"{{state}}"} }""");
        await worker.End.WaitAsync(ScriptedWorker.Token);
        Assert.Equal(32 << 20, _station.Travel.Migrated?.State?.Data.Length);
    }

    [Fact]
    public async Task A_program_that_stays_gets_an_error_and_goes_on_under_the_new_epoch()
    {
        _station.Travel.HandOff = (_, _) => Task.FromResult(new HandOffOutcome(Diagnostic.Error("X", "the station 'b' is away"), 9));
        var worker = await _station.StartAsync();
        Assert.Equal("!refused", await worker.CallAsync("program.migrate", $$"""{"destination":"b","state":{{State}} }"""));
        Assert.Equal(9, Assert.Single(_station.Starter.List()).Epoch);
        await worker.DoneAsync();
        Assert.Equal(9, (await _station.Observer.EndAsync()).Program.Epoch);
        Assert.Empty(_station.Observer.Journeys);
    }

    [Fact]
    public async Task A_hand_off_that_was_decided_while_its_worker_died_has_left()
    {
        var begun = new TaskCompletionSource();
        _station.Travel.HandOff = async (snapshot, token) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, token).ContinueWith(_ => { }, TaskScheduler.Default);
            return new HandOffOutcome(null, snapshot.Epoch + 1);
        };
        var worker = await _station.StartAsync();
        await worker.BeginCallAsync("program.migrate", $$"""{"destination":"b","state":{{State}} }""");
        await begun.Task;
        worker.Exit(137, "too much time");
        await _station.Starter.StopAsync(ScriptedWorker.Token);
        Assert.Equal("p1 left for b under 2", Assert.Single(_station.Observer.Journeys));
    }

    [Fact]
    public async Task A_hand_off_without_an_outcome_ends_the_worker_and_not_the_program()
    {
        _station.Travel.HandOff = (_, _) => throw new InvalidOperationException("the ledger is away");
        var worker = await _station.StartAsync();
        await worker.BeginCallAsync("program.migrate", $$"""{"destination":"b","state":{{State}} }""");
        await worker.End.WaitAsync(ScriptedWorker.Token);
        var next = await _station.StartAsync();
        await next.DoneAsync();
        Assert.Equal("p2", (await _station.Observer.EndAsync()).Program.Id);
    }

    [Fact]
    public async Task A_clone_has_its_own_id_the_same_family_and_a_copy_of_the_suitcase()
    {
        var worker = await _station.StartAsync(_station.Program("p", epoch: 4));
        await worker.CallAsync("suitcase.mkdir", """{"path":"/d"}""");
        var value = await worker.CallAsync("program.clone", $$"""{"destination":"b","state":{{State}} }""");
        await worker.CallAsync("suitcase.mkdir", """{"path":"/e"}""");
        var clone = _station.Travel.Cloned!;
        Assert.Equal($$"""{"id":"{{clone.Id}}"}""", value);
        Assert.NotEqual("p", clone.Id);
        Assert.Equal(("f", 1, "a"), (clone.Family, clone.Epoch, clone.ReportingStation));
        Assert.Equal("/d folder", Suitcases.SuitcaseTests.Dump(SuitcaseArchive.Read(clone.Suitcase, new SuitcaseLimits())));
        Assert.Equal($"{clone.Id} of f cloned to b", Assert.Single(_station.Observer.Journeys));
        await worker.DoneAsync();
        Assert.Equal((0, 1), (clone.Clones, (await _station.Observer.EndAsync()).Program.Clones));
    }

    [Fact]
    public async Task A_clone_that_nobody_takes_is_an_error()
    {
        _station.Travel.CloneProblem = new DiagnosticException(Diagnostic.Error("X", "the station 'b' is away"));
        var worker = await _station.StartAsync();
        Assert.Equal("!refused", await worker.CallAsync("program.clone", $$"""{"destination":"b","state":{{State}} }"""));
        Assert.Empty(_station.Observer.Journeys);
    }

    [Fact]
    public async Task A_program_that_cannot_be_handed_to_its_worker_has_died()
    {
        var program = _station.Program();
        await _station.Starter.StartAsync(
            program with { Package = program.Package with { Modules = new Dictionary<string, string> { ["kp.py"] = new string('\0', 17 << 20) } } }, ScriptedWorker.Token);
        var end = await _station.Observer.EndAsync();
        Assert.Equal(ProgramEndKind.Died, end.Kind);
        Assert.StartsWith("the station could not go on with it: what was to be sent has", end.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Random_lines_end_a_worker_and_nothing_else()
    {
        var random = new Random(7);
        for (var i = 0; i < 50; i++)
        {
            var worker = await _station.StartAsync();
            var bytes = new byte[200];
            random.NextBytes(bytes);
            await worker.SendAsync(Encoding.Latin1.GetString(bytes) + "\n");
            Assert.Equal(ProgramEndKind.Breached, (await _station.Observer.EndAsync()).Kind);
        }

        await (await _station.StartAsync()).DoneAsync();
        Assert.Equal(ProgramEndKind.Returned, (await _station.Observer.EndAsync()).Kind);
    }
}

using Foray.Sdk.Diagnostics;
using Foray.Stations.Programs;
using Foray.Stations.Programs.Supervision;

namespace Foray.Stations.Tests.Programs.Supervision;

public sealed class ProgramStarterTests : IAsyncDisposable
{
    private readonly TestStation _station = new(most: 2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _station.DisposeAsync();

    [Fact]
    public async Task An_incarnation_is_started_once_however_often_it_is_asked_for()
    {
        var program = _station.Program("p", epoch: 2);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _station.Starter.StartAsync(program, Token)));
        await _station.Starter.StartAsync(program with { Epoch = 1 }, Token);
        var running = Assert.Single(_station.Starter.List());
        Assert.Equal(("p", "f", 2, "python", "kp.py"), (running.Id, running.Family, running.Epoch, running.Runtime, running.Main));
    }

    [Fact]
    public async Task A_later_incarnation_starts_beside_one_that_moves_from_the_station_to_itself()
    {
        await _station.StartAsync(_station.Program("p", epoch: 1));
        await _station.StartAsync();
        Assert.Null(_station.Starter.Refusal(_station.Program("p", epoch: 2)));
        await _station.StartAsync(_station.Program("p", epoch: 2));
        Assert.Equal(3, _station.Starter.List().Count);
    }

    [Fact]
    public async Task A_full_station_refuses()
    {
        await _station.StartAsync();
        var worker = await _station.StartAsync();
        Assert.Equal("FORAY512", _station.Starter.Refusal(_station.Program())?.Code);
        await AssertRefusedAsync("FORAY512");
        await worker.DoneAsync();
        await _station.Observer.EndAsync();
        await _station.StartAsync();
    }

    [Fact]
    public async Task A_submission_that_clones_without_end_leaves_room_for_others()
    {
        await using var station = new TestStation();
        for (var i = 0; i < ProgramStarter.MostOfFamily; i++)
            await station.StartAsync();
        Assert.Equal("FORAY512", station.Starter.Refusal(station.Program())?.Code);
        Assert.Null(station.Starter.Refusal(station.Program() with { Family = "other" }));
        Assert.Null(station.Starter.Refusal(station.Program("p1", epoch: 2)));
    }

    [Fact]
    public async Task An_end_that_cannot_be_kept_is_told_as_soon_as_it_can()
    {
        var worker = await _station.StartAsync(_station.Program("p"));
        _station.Observer.Problem = new DiagnosticException(Diagnostic.Error("X", "no space"));
        await worker.DoneAsync();
        var end = _station.Observer.EndAsync();
        for (var i = 0; i < 5; i++)
        {
            _station.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, Token);
        }

        Assert.Equal("p", Assert.Single(_station.Starter.List()).Id);
        _station.Observer.Problem = null;
        Assert.Equal("p", (await _station.PassAsync(end, TimeSpan.FromSeconds(1))).Program.Id);
    }

    [Fact]
    public async Task A_station_stops_although_an_end_cannot_be_kept()
    {
        var worker = await _station.StartAsync(_station.Program("p"));
        _station.Observer.Problem = new DiagnosticException(Diagnostic.Error("X", "no space"));
        await worker.DoneAsync();
        await _station.Starter.StopAsync(Token);
        Assert.Empty(_station.Starter.List());
    }

    [Fact]
    public void A_runtime_that_is_not_there_is_told_with_those_that_are()
    {
        var program = _station.Program();
        var refusal = _station.Starter.Refusal(program with { Package = program.Package with { Runtime = "perl" } });
        Assert.Equal("FORAY510", refusal?.Code);
        Assert.Equal("the station 'a' has no runtime 'perl'; it has: javascript, python", refusal?.Message);
    }

    [Fact]
    public void A_program_that_is_too_large_is_refused() => Assert.Equal(
        "FORAY511", _station.Starter.Refusal(_station.Program() with { State = new ProgramState("f", new byte[ProgramStarter.LargestProgram + 1]) })?.Code);

    [Fact]
    public async Task What_keeps_a_worker_from_starting_is_told_and_can_be_tried_again()
    {
        _station.Pool.Problem = new DiagnosticException(Diagnostic.Error("X", "no python3"));
        await AssertRefusedAsync("X");
        _station.Pool.Problem = null;
        await _station.StartAsync(_station.Program("p"));
    }

    [Fact]
    public async Task A_damaged_suitcase_does_not_start()
    {
        var problem = await Assert.ThrowsAsync<DiagnosticException>(() => _station.Starter.StartAsync(_station.Program() with { Suitcase = [1, 2, 3] }, Token));
        Assert.Equal("FORAY513", problem.Diagnostics[0].Code);
        Assert.Empty(_station.Starter.List());
    }

    [Fact]
    public async Task A_killed_program_has_ended_when_the_kill_returns()
    {
        var worker = await _station.StartAsync(_station.Program("p"));
        await _station.Starter.KillAsync("p", "its submitter asked for it", Token);
        var end = await _station.Observer.EndAsync();
        Assert.Equal((ProgramEndKind.Killed, "FORAY517", "its submitter asked for it"), (end.Kind, end.Problem?.Code, end.Reason));
        Assert.True(worker.IsDisposed);
        Assert.Empty(_station.Starter.List());
        var problem = await Assert.ThrowsAsync<DiagnosticException>(() => _station.Starter.KillAsync("p", "", Token));
        Assert.Equal("FORAY247", problem.Diagnostics[0].Code);
    }

    [Fact]
    public async Task A_station_that_stops_ends_workers_and_no_programs()
    {
        var worker = await _station.StartAsync(_station.Program("p"));
        await _station.Starter.StopAsync(Token);
        Assert.True(worker.IsDisposed);
        Assert.Empty(_station.Starter.List());
        Assert.False(_station.Observer.EndAsync().IsCompleted);
        await AssertRefusedAsync("FORAY512");
    }

    private async Task AssertRefusedAsync(string code)
    {
        var problem = await Assert.ThrowsAsync<DiagnosticException>(() => _station.Starter.StartAsync(_station.Program(), Token));
        Assert.Equal(code, problem.Diagnostics[0].Code);
    }
}

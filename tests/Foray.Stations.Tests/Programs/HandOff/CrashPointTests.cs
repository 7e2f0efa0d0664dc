using System.Text;
using Foray.Stations.Programs.Keeping;

namespace Foray.Stations.Tests.Programs.HandOff;

/// <summary>A program moves from a to b, and something goes wrong in between.</summary>
public sealed class CrashPointTests : IDisposable
{
    private readonly World _world = new("a", "b");
    private readonly string _id;
    private readonly string _first;
    private string _second = "";

    public CrashPointTests()
    {
        _id = _world.BeginProgram("a", "a");
        _world.Settle();
        _first = ContentOf(_world.Workers[0]);
    }

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Without_trouble_it_begins_there_with_what_it_left_with()
    {
        Migrate();
        _world.Settle();
        AssertRuns("b", 2, _second);
    }

    [Fact]
    public void An_origin_that_crashes_when_prepared_hands_it_over_when_it_is_up_again()
    {
        Migrate();
        _world.Until("step Prepared");
        _world.Crash("a");
        _world.Boot("a");
        _world.RecoverWhole("a");
        AssertRuns("b", 2, _second);
    }

    [Fact]
    public void An_origin_that_crashes_when_prepared_and_finds_no_destination_begins_from_its_last_begin()
    {
        Migrate();
        _world.Until("step Prepared");
        _world.Crash("a");
        _world.Crash("b");
        _world.Boot("a");
        _world.RecoverWhole("a");
        AssertRuns("a", 2, _first);
    }

    [Fact]
    public void A_destination_that_crashes_when_it_has_received_lets_the_program_stay_and_forgets_it()
    {
        Migrate();
        _world.Until("step Received");
        _world.Crash("b");
        _world.Settle();
        AssertRuns("a", 2, _first);
        _world.Boot("b");
        _world.RecoverWhole("b");
        AssertRuns("a", 2, _first);
    }

    [Fact]
    public void A_destination_whose_origin_is_away_for_long_takes_what_it_has_received()
    {
        Migrate();
        _world.Until("step Received");
        _world.Crash("a");
        _world.Settle();
        _world.RecoverWhole("b");
        Assert.Empty(_world.Workers);
        _world.Wait(TimeSpan.FromSeconds(10));
        _world.RecoverWhole("b");
        AssertRuns("b", 2, _second);
        _world.Boot("a");
        _world.RecoverWhole("a");
        AssertRuns("b", 2, _second);
    }

    [Fact]
    public void A_destination_whose_origin_is_there_waits_however_long_it_takes()
    {
        Migrate();
        var answer = _world.Until("answer to Offer");
        for (var pass = 0; pass < 3; pass++)
        {
            _world.Wait(TimeSpan.FromMinutes(1));
            _world.Recover(_world.Find("b")!);
            while (_world.Points.Find(point => point != answer) is { } point)
                _world.Meet(point, Fate.Go);
        }

        Assert.NotNull(Assert.Single(_world.Workers).Waits);
        _world.Settle();
        AssertRuns("b", 2, _second);
    }

    [Fact]
    public void An_origin_that_crashes_when_it_has_committed_need_not_come_back()
    {
        Migrate();
        _world.Until("step Committed");
        _world.Crash("a");
        _world.RecoverWhole("b");
        AssertRuns("b", 2, _second);
        _world.Boot("a");
        _world.RecoverWhole("a");
        AssertRuns("b", 2, _second);
    }

    [Fact]
    public void A_destination_that_crashes_when_the_origin_has_committed_begins_it_when_it_is_up_again()
    {
        Migrate();
        _world.Until("step Committed");
        _world.Crash("b");
        _world.Settle();
        Assert.Empty(_world.Workers);
        _world.Boot("b");
        _world.RecoverWhole("b");
        AssertRuns("b", 2, _second);
    }

    [Fact]
    public void A_destination_that_crashes_when_it_is_about_to_start_begins_under_the_next_epoch()
    {
        Migrate();
        _world.Until("step Started");
        _world.Crash("b");
        _world.Settle();
        _world.Boot("b");
        _world.RecoverWhole("b");
        AssertRuns("b", 3, _second);
    }

    [Fact]
    public void A_lost_receipt_lets_the_program_go_on_where_it_is_with_what_it_has()
    {
        Migrate();
        _world.Meet(_world.Until("answer to Offer"), Fate.Fail);
        _world.Settle();
        _world.RecoverWhole("b");
        AssertRuns("a", 2, _first);
    }

    [Fact]
    public void A_start_that_does_not_arrive_is_made_up_for_from_the_ledger()
    {
        Migrate();
        _world.Meet(_world.Until("ask Start"), Fate.Fail);
        _world.Settle();
        Assert.Empty(_world.Workers);
        _world.RecoverWhole("b");
        AssertRuns("b", 2, _second);
    }

    [Fact]
    public void An_offer_that_comes_after_the_program_has_stayed_is_refused()
    {
        Migrate();
        _world.Meet(_world.Until("ask Offer"), Fate.Twice);
        _world.Meet(_world.Until("answer to Offer"), Fate.Fail);
        _world.Settle();
        _world.RecoverWhole("b");
        _world.DeliverLate();
        _world.Settle();
        AssertRuns("a", 2, _first);
    }

    [Fact]
    public void A_ledger_that_is_away_holds_the_program_until_it_answers()
    {
        Migrate();
        _world.Meet(_world.Until("ledger move"), Fate.Fail);
        Assert.NotNull(Assert.Single(_world.Workers).Waits);
        _world.Wait(Foray.Stations.Programs.HandOff.HandOff.Pause);
        _world.Settle();
        AssertRuns("b", 2, _second);
    }

    [Fact]
    public void A_commit_whose_answer_is_lost_is_a_commit()
    {
        Migrate();
        _world.Meet(_world.Until("ledger said move"), Fate.Fail);
        _world.Wait(Foray.Stations.Programs.HandOff.HandOff.Pause);
        _world.Settle();
        AssertRuns("b", 2, _second);
    }

    [Fact]
    public void A_refusal_of_the_destination_lets_the_program_go_on()
    {
        _world.Full = "b";
        Migrate();
        _world.Settle();
        AssertRuns("a", 2, _first);
    }

    [Fact]
    public void A_program_without_a_worker_at_its_destination_is_tried_again()
    {
        Migrate();
        _world.Meet(_world.Until("worker"), Fate.Fail);
        _world.Settle();
        Assert.Empty(_world.Workers);
        _world.RecoverWhole("b");
        AssertRuns("b", 3, _second);
    }

    [Fact]
    public void A_move_to_the_own_station_is_a_new_incarnation_without_a_message()
    {
        Migrate("a");
        while (_world.Points.Count > 0)
        {
            Assert.DoesNotContain("ask", _world.Points[0].Name, StringComparison.Ordinal);
            _world.Meet(_world.Points[0], Fate.Go);
        }

        AssertRuns("a", 2, _second);
    }

    [Fact]
    public void A_program_that_comes_home_before_its_origin_has_forgotten_it_is_taken()
    {
        Migrate();
        var committed = _world.Until("step Committed");
        _world.Recover(_world.Find("b")!);
        SettleBut(committed);
        _world.Migrate(_world.Workers.Single(worker => worker.Station.Name == "b"), "a");
        SettleBut(committed);
        _world.Settle();
        AssertRuns("a", 3, null);
    }

    [Fact]
    public void An_end_that_the_ledger_does_not_hear_of_is_told_later()
    {
        var station = _world.Find("a")!;
        _world.End(_world.Workers[0]);
        _world.Meet(_world.Until("ledger remove"), Fate.Fail);
        Assert.False(Assert.Single(Outbox(station)).IsConfirmed);
        _world.RecoverWhole("a");
        Assert.True(Assert.Single(Outbox(station)).IsConfirmed);
        _world.AssertNothingIsLost();
    }

    [Theory]
    [InlineData("a")]
    [InlineData("b")]
    [InlineData("a", "b")]
    public void A_crash_at_any_point_loses_nothing(params string[] victims) => Assert.InRange(
        AtEachPoint((world, _) =>
        {
            foreach (var victim in victims)
                world.Crash(victim);
        }),
        12,
        40);

    [Fact]
    public void A_loss_at_any_point_loses_nothing() => AtEachPoint((world, point) => world.Meet(point, point.CanFail ? Fate.Fail : Fate.Go));

    [Theory]
    [InlineData("a")]
    [InlineData("b")]
    public void A_loss_and_then_a_crash_at_any_point_loses_nothing(string victim) => AtEachPoint((world, point) =>
    {
        world.Meet(point, point.CanFail ? Fate.Fail : Fate.Go);
        if (world.Points.Count > 0)
            world.Meet(world.Points[0], Fate.Go);
        world.Crash(victim);
    });

    /// <returns>Number of points of a move without trouble.</returns>
    private static int AtEachPoint(Action<World, Point> trouble)
    {
        for (var at = 0; ; at++)
        {
            using var world = new World("a", "b");
            world.BeginProgram("a", "a");
            world.Settle();
            world.Migrate(world.Workers[0], "b");
            for (var passed = 0; passed < at && world.Points.Count > 0; passed++)
                world.Meet(world.Points[0], Fate.Go);
            if (world.Points.Count == 0)
                return at;
            trouble(world, world.Points[0]);
            world.Settle();
            world.Heal();
            world.AssertNothingIsLost();
        }
    }

    private void Migrate(string destination = "b") => _second = _world.Migrate(_world.Workers[0], destination);

    private void SettleBut(Point held)
    {
        while (_world.Points.Find(point => point != held) is { } point)
            _world.Meet(point, Fate.Go);
    }

    private void AssertRuns(string station, long epoch, string? content)
    {
        _world.AssertNoFault();
        var worker = Assert.Single(_world.Workers);
        Assert.Equal((_id, station, epoch), (worker.Snapshot.Id, worker.Station.Name, worker.Snapshot.Epoch));
        Assert.Null(worker.Waits);
        if (content is not null)
            Assert.Equal(content, ContentOf(worker));
        if (_world.Find("a") is not null && _world.Find("b") is not null)
            _world.AssertNothingIsLost();
    }

    private static string ContentOf(SimulatedWorker worker) => Encoding.UTF8.GetString(worker.Snapshot.Suitcase);

    private static IReadOnlyList<OutboxEntry> Outbox(SimulatedStation station) => station.Store.Outbox.ListAsync(CancellationToken.None).GetAwaiter().GetResult();
}

using Foray.Stations.Programs.Keeping;
using Foray.Stations.Programs.Reporting;

namespace Foray.Stations.Tests.Programs.Reporting;

public sealed class PostmanTests : IAsyncLifetime
{
    private Reported _reported = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _reported = await Reported.OpenAsync();

    public ValueTask DisposeAsync() => _reported.DisposeAsync();

    [Fact]
    public async Task Events_keep_their_order_and_come_before_the_result()
    {
        var program = await _reported.SubmitAsync();
        var words = Enumerable.Range(1, Mailbox.Batch + 10).Select(number => $"{number}").ToList();
        foreach (var word in words)
            await _reported.PrintAsync(program, word);
        await _reported.EndAsync(program);
        _reported.Postman.Start();
        Assert.Equal(["Submitted", .. words, "Ended"], await _reported.FollowAsync(program.Id));
        Assert.Equal([EventsPart.PartName, EventsPart.PartName, ResultsPart.PartName], _reported.Asked);
    }

    [Fact]
    public async Task A_station_that_is_away_gets_everything_later_and_a_restart_in_between_loses_nothing()
    {
        var program = await _reported.SubmitAsync();
        _reported.GoAway();
        _reported.Postman.Start();
        await _reported.PrintAsync(program, "one");
        await _reported.EndAsync(program);
        await _reported.RestartAsync();
        Assert.Equal(["Submitted"], await _reported.WordsAsync(program.Id));
        _reported.Postman.Start();
        _reported.ComeBack();
        Assert.Equal(["Submitted", "one", "Ended"], await _reported.FollowAsync(program.Id));
    }

    [Fact]
    public async Task What_a_station_has_is_not_kept_any_longer()
    {
        var program = await _reported.SubmitAsync();
        _reported.Postman.Start();
        await _reported.PrintAsync(program, "one");
        await _reported.EndAsync(program);
        await _reported.FollowAsync(program.Id);
        await _reported.RestartAsync();
        Assert.Empty(await _reported.Mailbox.StationsAsync(Token));
    }

    [Fact]
    public async Task A_result_that_the_ledger_has_not_let_go_is_not_brought()
    {
        var program = await _reported.SubmitAsync();
        await _reported.Store.AddAsync(program, Token);
        await _reported.Store.EndAsync(_reported.ResultOf(program), Token);
        _reported.Postman.Start();
        var other = await _reported.SubmitAsync();
        await _reported.EndAsync(other);
        await _reported.FollowAsync(other.Id);
        Assert.Equal(["Submitted"], await _reported.WordsAsync(program.Id));
    }

    [Fact]
    public async Task It_stops_while_a_station_is_away_and_without_a_start()
    {
        _reported.GoAway();
        _reported.Postman.Start();
        await _reported.PrintAsync(Reported.Program(ProgramId.New()), "one");
        await _reported.RestartAsync();
        Assert.Equal([Reported.Home], await _reported.Mailbox.StationsAsync(Token));
    }
}

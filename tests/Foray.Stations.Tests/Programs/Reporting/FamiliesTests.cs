using Foray.Stations.Programs.Keeping;
using Foray.Stations.Programs.Reporting;

namespace Foray.Stations.Tests.Programs.Reporting;

public sealed class FamiliesTests : IAsyncLifetime
{
    private Reported _reported = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Families Families => _reported.Families;

    public async ValueTask InitializeAsync() => _reported = await Reported.OpenAsync();

    public ValueTask DisposeAsync() => _reported.DisposeAsync();

    [Fact]
    public async Task An_event_that_comes_twice_counts_once_also_after_a_restart()
    {
        var program = await _reported.SubmitAsync();
        Letter[] letters = [new("m", 1, Reported.Printed(program, "one")), new("m", 2, Reported.Printed(program, "two")), new("other", 1, Reported.Printed(program, "three"))];
        await Families.AddAsync(letters[..2], Token);
        await Families.AddAsync(letters, Token);
        await _reported.RestartAsync();
        await Families.AddAsync(letters, Token);
        Assert.Equal(["Submitted", "one", "two", "three"], await _reported.WordsAsync(program.Id));
    }

    [Fact]
    public async Task A_family_ends_when_all_of_its_members_have()
    {
        var program = await _reported.SubmitAsync();
        var clone = Reported.Program(ProgramId.New(), program.Id);
        await Families.AddAsync([new("m", 1, Reported.Cloned(clone))], Token);
        await EndAsync(program.Id, program.Family);
        Assert.False((await Families.ReadAsync(program.Id, 0, TimeSpan.Zero, Token))!.IsEnded);
        await EndAsync(clone.Id, program.Family);
        await EndAsync(clone.Id, program.Family);
        Assert.Equal(["Submitted", "Cloned", "Ended", "Ended"], await _reported.WordsAsync(program.Id));
        Assert.True((await Families.ReadAsync(program.Id, 4, TimeSpan.Zero, Token))!.IsEnded);
    }

    [Fact]
    public async Task A_clone_whose_end_comes_before_it_is_told_of_has_ended()
    {
        var program = await _reported.SubmitAsync();
        var clone = Reported.Program(ProgramId.New(), program.Id);
        await EndAsync(clone.Id, program.Family);
        await Families.AddAsync([new("m", 1, Reported.Cloned(clone))], Token);
        await EndAsync(program.Id, program.Family);
        Assert.True((await Families.ReadAsync(program.Id, 0, TimeSpan.Zero, Token))!.IsEnded);
        Assert.Equal(2, (await Families.ListAsync(Token)).Count(member => member.End == "returned"));
    }

    [Fact]
    public async Task A_family_lives_while_a_clone_that_was_sent_is_not_known_yet()
    {
        var program = await _reported.SubmitAsync();
        var clone = Reported.Program(ProgramId.New(), program.Id);
        await Families.EndAsync(_reported.ResultOf(program) with { Clones = 1 }, Token);
        Assert.False((await Families.ReadAsync(program.Id, 0, TimeSpan.Zero, Token))!.IsEnded);
        await EndAsync(clone.Id, program.Family);
        Assert.True((await Families.ReadAsync(program.Id, 0, TimeSpan.Zero, Token))!.IsEnded);
        await Families.AddAsync([new("m", 1, Reported.Cloned(clone))], Token);
        Assert.True((await Families.ReadAsync(program.Id, 0, TimeSpan.Zero, Token))!.IsEnded);
    }

    [Fact]
    public async Task Whoever_waits_hears_of_an_event_at_once_and_of_none_after_the_wait()
    {
        var program = await _reported.SubmitAsync();
        var wait = Families.ReadAsync(program.Id, 1, TimeSpan.FromHours(1), Token);
        await Families.AddAsync([new("m", 1, Reported.Printed(program, "one"))], Token);
        Assert.Equal("one", (string?)Assert.Single((await wait)!.Events).Content["text"]);
        Assert.Empty((await _reported.PassAsync(Families.ReadAsync(program.Id, 2, TimeSpan.FromSeconds(20), Token)))!.Events);
    }

    [Fact]
    public async Task More_events_than_one_answer_holds_come_in_several_and_the_last_tells_the_end()
    {
        var program = await _reported.SubmitAsync();
        await Families.AddAsync([.. Enumerable.Range(1, 1200).Select(number => new Letter("m", number, Reported.Printed(program, $"{number}")))], Token);
        await EndAsync(program.Id, program.Id);
        Assert.False((await Families.ReadAsync(program.Id, 0, TimeSpan.Zero, Token))!.IsEnded);
        Assert.Equal(["Submitted", .. Enumerable.Range(1, 1200).Select(number => $"{number}"), "Ended"], await _reported.FollowAsync(program.Id));
    }

    [Fact]
    public async Task What_was_last_heard_of_long_ago_is_forgotten_once_it_has_ended()
    {
        var (lives, old, fresh) = (await _reported.SubmitAsync(), await _reported.SubmitAsync(), await _reported.SubmitAsync());
        await EndAsync(old.Id, old.Id);
        _reported.Time.Advance(TimeSpan.FromDays(8));
        await EndAsync(fresh.Id, fresh.Id);
        Assert.Equal(1, await Families.DropAsync(_reported.Time.GetUtcNow() - TimeSpan.FromDays(7), Token));
        Assert.Null(await Families.ReadAsync(old.Id, 0, TimeSpan.FromHours(1), Token));
        Assert.Equal(new[] { lives.Id, fresh.Id }.Order(), (await Families.ListAsync(Token)).Select(member => member.Id).Order());
    }

    [Fact]
    public async Task What_was_withdrawn_or_never_submitted_is_not_known_and_takes_no_events()
    {
        var program = await _reported.SubmitAsync();
        await Families.WithdrawAsync(program.Id);
        await Families.AddAsync([new("m", 1, Reported.Printed(program, "one"))], Token);
        await EndAsync(program.Id, program.Id);
        Assert.Null(await Families.ReadAsync(program.Id, 0, TimeSpan.FromHours(1), Token));
        Assert.Empty(await Families.ListAsync(Token));
    }

    private Task EndAsync(string id, string family) => Families.EndAsync(_reported.ResultOf(Reported.Program(id, family)), Token);
}

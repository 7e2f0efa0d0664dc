using CsCheck;
using Foray.Stations.Programs.Ledger;

namespace Foray.Stations.Tests.Programs.Ledger;

/// <summary>What every ledger has to do.</summary>
public abstract class LedgerSuite
{
    private static readonly Gen<LedgerEntry> Entry = Gen.Select(Gen.Long[1, 3], Gen.OneOf(Gen.Const("a"), Gen.Const("b c")), (epoch, station) => new LedgerEntry(epoch, station));

    private static readonly Gen<(int Kind, string Id, LedgerEntry Expected, LedgerEntry Next)> Request = Gen.Select(Gen.Int[0, 3], Gen.OneOf(Gen.Const("p"), Gen.Const("q")), Entry, Entry);

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_that_is_not_known_is_not_found()
    {
        var ledger = await OpenAsync();
        Assert.Null(await ledger.FindAsync("p", Token));
        Assert.Empty(await ledger.ListAsync(Token));
    }

    [Fact]
    public async Task A_move_from_what_the_ledger_does_not_say_changes_nothing()
    {
        var ledger = await OpenAsync();
        Assert.True(await ledger.TryAddAsync("p", new LedgerEntry(1, "a"), Token));
        Assert.False(await ledger.TryMoveAsync("p", new LedgerEntry(1, "b"), new LedgerEntry(2, "b"), Token));
        Assert.False(await ledger.TryMoveAsync("p", new LedgerEntry(2, "a"), new LedgerEntry(3, "b"), Token));
        Assert.Equal(new LedgerEntry(1, "a"), await ledger.FindAsync("p", Token));
    }

    [Fact]
    public async Task A_swap_whose_answer_was_lost_says_on_repeating_that_it_was_done()
    {
        var ledger = await OpenAsync();
        var (here, next) = (new LedgerEntry(1, "a"), new LedgerEntry(2, "b"));
        Assert.Equal(here, await ledger.AddAsync("p", here, Token));
        Assert.Equal(here, await ledger.AddAsync("p", here, Token));
        Assert.Equal(next, await ledger.SwapAsync("p", here, next, Token));
        Assert.Equal(next, await ledger.SwapAsync("p", here, next, Token));
        Assert.Equal(next, await ledger.SwapAsync("p", here, here with { Epoch = 2 }, Token));
    }

    [Fact]
    public async Task Of_many_that_move_a_program_at_once_exactly_one_does()
    {
        var ledger = await OpenAsync();
        await ledger.TryAddAsync("p", new LedgerEntry(1, "s0"), Token);
        for (var epoch = 1; epoch <= 20; epoch++)
        {
            var from = (await ledger.FindAsync("p", Token))!;
            var moves = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => ledger.TryMoveAsync("p", from, new LedgerEntry(from.Epoch + 1, $"s{number}"), Token))));
            var winner = Assert.Single(Enumerable.Range(0, 8), number => moves[number]);
            Assert.Equal(new LedgerEntry(epoch + 1, $"s{winner}"), await ledger.FindAsync("p", Token));
        }
    }

    [Fact]
    public async Task Any_requests_are_answered_as_by_a_dictionary() => await Request.Array[0, 30].SampleAsync(
        async requests =>
        {
            var ledger = await OpenAsync();
            var model = new Dictionary<string, LedgerEntry>();
            foreach (var (kind, id, expected, next) in requests)
                Assert.Equal(Model(model, kind, id, expected, next), await AskAsync(ledger, kind, id, expected, next));
            Assert.Equal(model, await ledger.ListAsync(Token));
        },
        iter: 50,
        threads: 1);

    /// <summary>An empty ledger.</summary>
    private protected abstract Task<IProgramLedger> OpenAsync();

    private static async Task<object?> AskAsync(IProgramLedger ledger, int kind, string id, LedgerEntry expected, LedgerEntry next) => kind switch
    {
        0 => await ledger.FindAsync(id, Token),
        1 => await ledger.TryAddAsync(id, next, Token),
        2 => await ledger.TryMoveAsync(id, expected, next, Token),
        _ => await ledger.TryRemoveAsync(id, expected, Token),
    };

    private static object? Model(Dictionary<string, LedgerEntry> model, int kind, string id, LedgerEntry expected, LedgerEntry next)
    {
        var now = model.GetValueOrDefault(id);
        switch (kind)
        {
            case 0:
                return now;
            case 1:
                return model.TryAdd(id, next);
            case 2 when now == expected:
                model[id] = next;
                return true;
            case 3 when now == expected:
                return model.Remove(id);
            default:
                return false;
        }
    }
}

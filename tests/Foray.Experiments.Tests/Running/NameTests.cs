using CsCheck;
using Foray.Experiments.Running;
using Foray.Sdk.Experiments;
using Microsoft.Extensions.Time.Testing;

namespace Foray.Experiments.Tests.Running;

public sealed class NameTests
{
    private static CasePlan Case(string name, bool any = false) => new(name, ["m1", "m2"]) { AnyMachine = any, ContentFor = _ => "" };

    [Fact]
    public void An_id_of_a_run_tells_its_time_in_UTC()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 31, 23, 59, 59, TimeSpan.Zero));
        Assert.Matches("^20260131T235959Z-[0-9a-f]{7}$", RunId.New(clock));
    }

    [Fact]
    public void Ids_of_runs_are_in_the_order_of_time_and_differ_in_the_same_second() =>
        Gen.Select(Gen.Long[0, 4_000_000_000], Gen.Long[0, 4_000_000_000]).Sample((one, other) =>
        {
            var (earlier, later) = (At(Math.Min(one, other)), At(Math.Max(one, other)));
            Assert.NotEqual(earlier, later);
            if (one != other)
                Assert.True(string.CompareOrdinal(earlier, later) < 0);

            static string At(long seconds) => RunId.New(new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(seconds)));
        }, iter: 1000);

    [Fact]
    public void A_row_is_named_by_experiment_case_and_machine()
    {
        string[] keys =
        [
            RowKey.Of("e", Case("c"), "m1"), RowKey.Of("e", Case("c"), "m2"), RowKey.Of("e", Case("d"), "m1"),
            RowKey.Of("f", Case("c"), "m1"), RowKey.Of("e", Case("c", any: true), null),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Fact]
    public void A_row_for_any_machine_is_one_whichever_has_it() =>
        Assert.Equal(RowKey.Of("e", Case("c", any: true), null), RowKey.Of("e", Case("c", any: true), "m2"));
}

using Foray.Sdk.Options;

namespace Foray.Sdk.Tests.Options;

public sealed class BackoffTests
{
    [Fact]
    public void Waits_double_up_to_ten_minutes() =>
        Assert.Equal([40, 80, 160, 320, 600, 600], Enumerable.Range(1, 6).Select(tries => (int)Backoff.WaitAfter(TimeSpan.FromSeconds(40), tries).TotalSeconds));

    [Fact]
    public void A_first_wait_that_is_longer_stays_as_it_is() =>
        Assert.Equal(TimeSpan.FromHours(1), Backoff.WaitAfter(TimeSpan.FromHours(1), 100));
}

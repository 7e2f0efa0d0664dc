using CsCheck;
using Foray.Jobs.Folders;

namespace Foray.Jobs.Tests.Folders;

public sealed class SafeNameTests
{
    [Fact]
    public void Any_name_becomes_one_part_of_a_path_that_file_systems_take() =>
        Gen.Select(Gen.Int[1, 1_000_000], Gen.String[0, 2000]).Sample((number, name) =>
        {
            var safe = SafeName.Of(number, name);
            return safe.StartsWith($"{number}-", StringComparison.Ordinal) && safe.Length <= 200 && safe.All(character => character is > ' ' and < (char)127 and not '/');
        });

    [Fact]
    public void A_name_that_is_safe_stays_as_it_is() => Assert.Equal("7-tests_smoke.sh", SafeName.Of(7, "tests_smoke.sh"));

    [Fact]
    public void Of_a_long_name_the_end_is_kept()
    {
        var safe = SafeName.Of(12345, new string('a', 500) + "/the-end");
        Assert.StartsWith("12345-", safe, StringComparison.Ordinal);
        Assert.EndsWith("_the-end", safe, StringComparison.Ordinal);
        Assert.Equal(200, safe.Length);
    }
}

using Foray.Sdk.Machines;
using Foray.Sdk.Options;

namespace Foray.Sdk.Tests.Machines;

public class CommandLimitsTests
{
    [Fact]
    public void No_limits_are_no_commands() => Assert.Equal("", new CommandLimits().ToShell());

    [Fact]
    public void Limits_are_in_the_units_of_ulimit_and_never_nothing() =>
        Assert.Equal(
            "ulimit -v 2 && ulimit -t 2 && ulimit -f 1 && ulimit -n 64",
            new CommandLimits { Memory = new ByteSize(2048), CpuTime = TimeSpan.FromSeconds(1.2), FileSize = new ByteSize(10), OpenFiles = 64 }.ToShell());
}

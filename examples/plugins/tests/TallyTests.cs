using Example.Tally;
using Foray.Sdk.Testing.Checks;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Installs;
using Foray.Sdk.Testing.Machines;

namespace Example.Tests;

public sealed class TallyTests
{
    [Theory]
    [InlineData("shared", "foray/shared/bin/tally", "foray/shared/share/tally")]
    [InlineData("home", "~/.local/bin/tally", "~/.local/share/tally")]
    public Task It_keeps_the_contract(string into, params string[] paths) => Contracts.KeepAsync(
        PluginConformance.Checks(new PluginSubject(typeof(TallySoftware)) { Options = new { Labels = new[] { "all" } } }),
        SoftwareConformance.Checks(new SoftwareSubject(host => Tally(host, "2.0.0", into)) { WritablePaths = paths }));

    [Fact]
    public async Task Another_version_takes_the_place_of_the_one_that_is_there()
    {
        await using var machine = new FakeMachine("m1");

        Assert.True(await InstallAsync(machine, "1.0.0"));
        Assert.Contains("1.0.0", await File.ReadAllTextAsync(machine.PathOf("shared/bin/tally"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.True(await InstallAsync(machine, "2.0.0"));
        Assert.False(await InstallAsync(machine, "2.0.0"));
        Assert.Contains("2.0.0", await File.ReadAllTextAsync(machine.PathOf("shared/bin/tally"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_program_is_replaced()
    {
        await using var machine = new FakeMachine("m1");
        await InstallAsync(machine, "2.0.0");
        await File.WriteAllTextAsync(machine.PathOf("shared/bin/tally"), "#!/bin/sh\necho 2.0.0\n", TestContext.Current.CancellationToken);

        Assert.True(await InstallAsync(machine, "2.0.0"));
        Assert.False(await InstallAsync(machine, "2.0.0"));
    }

    [Theory]
    [InlineData("1.0.0", 0)]
    [InlineData("3.0.0", 1)]
    public async Task The_check_knows_which_versions_there_are(string version, int problems)
    {
        var context = new FakeCheckContext(new { Labels = new[] { "all" }, Version = version });

        await Tally(new FakeHost(), version, "shared").CheckAsync(context, TestContext.Current.CancellationToken);

        Assert.Equal(problems, context.Diagnostics.Count);
        Assert.All(context.Diagnostics, problem => Assert.Equal("write one of: 1.0.0, 2.0.0", problem.Remedy));
    }

    private static async Task<bool> InstallAsync(FakeMachine machine, string version)
    {
        using var context = new FakeInstallContext(machine);
        using var host = new FakeHost();
        await Tally(host, version, "shared").InstallAsync(context, TestContext.Current.CancellationToken);
        Assert.Null(context.Reports["m1"].Failure);
        return context.Reports["m1"].Changed;
    }

    private static TallySoftware Tally(FakeHost host, string version, string into) =>
        PluginUnderTest.Create<TallySoftware>(new { Labels = new[] { "all" }, Version = version, Into = into }, host);
}

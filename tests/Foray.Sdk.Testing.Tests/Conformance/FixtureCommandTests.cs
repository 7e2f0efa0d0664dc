using Foray.Fixtures.Commands;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Tests.Conformance;

/// <summary>The commands that the program's own tests install keep the contract.</summary>
public sealed class FixtureCommandTests
{
    [Fact]
    public Task A_subcommand_keeps_the_contract() => Suite.PassesAsync(CommandConformance.Checks(new CommandSubject(host => Tally(host, new { Files = new[] { "a", "b" } }))
    {
        Prepare = folder =>
        {
            File.WriteAllText(Path.Combine(folder, "a"), "1\n2\n");
            File.WriteAllText(Path.Combine(folder, "b"), "");
        },
        Failing = host => Tally(host, new { Files = new[] { "a" }, AtLeast = 2 }),
        Misused = host => Tally(host, new { Files = new[] { "missing" } }),
        Endless = host => Tally(host, new { Files = new[] { "a" }, Wait = true }),
    }));

    [Fact]
    public Task A_command_that_extends_another_keeps_the_contract() => Suite.PassesAsync(CommandConformance.Checks(new CommandSubject(host => Diary(host, refuses: false))
    {
        Failing = host => Diary(host, refuses: true),
    }));

    private static Tally Tally(FakeHost host, object options) => PluginUnderTest.Create<Tally>(options, host);

    private static Diary Diary(FakeHost host, bool refuses) =>
        PluginUnderTest.Create<Diary>(new { Diary = Path.Combine(host.Folder, "diary"), DiaryRefuses = refuses }, host);
}

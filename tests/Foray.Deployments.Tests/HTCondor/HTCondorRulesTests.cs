using Foray.Deployments.HTCondor;
using Foray.Sdk.Checks;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Testing.Checks;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Deployments.Tests.HTCondor;

public sealed class HTCondorRulesTests
{
    private static readonly PlannedMachine[] Machines =
    [
        new("head", "ssh", ["head", "all"]),
        new("one", "ssh", ["one", "worker", "all"]),
        new("two", "ssh", ["two", "worker", "all"]),
    ];

    private static readonly PluginSection Manager = Section("central-manager", "head");

    [Fact]
    public async Task A_central_manager_with_workers_and_machines_to_submit_from_is_a_pool()
    {
        Assert.Empty(await CheckAsync("central-manager", "head"));
        Assert.Empty(await CheckAsync("execute", "worker", Manager));
        Assert.Empty(await CheckAsync("submit", "worker", Section("execute", "worker"), Manager));
        Assert.Empty(await CheckAsync("execute", "head", Manager));
    }

    [Fact]
    public async Task Personal_machines_need_nobody() => Assert.Empty(await CheckAsync("personal", "worker"));

    [Theory]
    [InlineData("execute")]
    [InlineData("submit")]
    public async Task What_has_no_central_manager_is_no_pool(string kind)
    {
        var problem = Assert.Single(await CheckAsync(kind, "worker", Section("personal", "head")));

        Assert.Equal("FORAY264", problem.Code);
        Assert.Contains(kind, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_central_manager_is_told_with_the_place_of_the_first_also_on_the_same_machine()
    {
        foreach (var label in (string[])["one", "head"])
        {
            var problem = Assert.Single(await CheckAsync("central-manager", label, Manager));

            Assert.Equal("FORAY263", problem.Code);
            Assert.Contains("another one at", problem.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_central_manager_on_two_machines_is_told_with_their_names()
    {
        var problem = Assert.Single(await CheckAsync("central-manager", "worker"));

        Assert.Equal("FORAY263", problem.Code);
        Assert.Contains("one, two", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("execute")]
    [InlineData("submit")]
    [InlineData("personal")]
    public async Task A_machine_in_two_sections_of_one_kind_is_told_once(string kind)
    {
        var problem = Assert.Single(await CheckAsync(kind, "two", Manager, Section(kind, "worker")));

        Assert.Equal("FORAY265", problem.Code);
        Assert.Contains("'two'", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("personal", "execute")]
    [InlineData("submit", "personal")]
    public async Task A_personal_machine_is_in_no_other_pool(string kind, string other)
    {
        var problem = Assert.Single(await CheckAsync(kind, "two", Manager, Section(other, "worker")));

        Assert.Equal("FORAY266", problem.Code);
        Assert.Contains("'two' is", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sections_of_other_plugins_are_none_of_the_pool() =>
        Assert.Equal("FORAY264", Assert.Single(await CheckAsync("execute", "worker", new PluginSection("other", Manager.Section))).Code);

    private static PluginSection Section(string kind, string label) => new("htcondor", PluginUnderTest.Section(new { kind, labels = new[] { label } }));

    private static async Task<IReadOnlyCollection<Diagnostic>> CheckAsync(string kind, string label, params PluginSection[] earlier)
    {
        var options = new { kind, labels = new[] { label } };
        var context = new FakeCheckContext(options, Machines) { Name = "htcondor", Earlier = earlier };
        await PluginUnderTest.Create<HTCondorDeployment>(options).CheckAsync(context, TestContext.Current.CancellationToken);
        return context.Diagnostics;
    }
}

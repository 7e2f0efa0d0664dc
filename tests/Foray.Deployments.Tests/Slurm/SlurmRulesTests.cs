using Foray.Deployments.Slurm;
using Foray.Sdk.Checks;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Testing.Checks;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Deployments.Tests.Slurm;

public sealed class SlurmRulesTests
{
    private static readonly PlannedMachine[] Machines =
    [
        new("head", "ssh", ["head", "all"]),
        new("one", "ssh", ["one", "worker", "all"]),
        new("two", "ssh", ["two", "worker", "all"]),
    ];

    private static readonly PluginSection Controller = Section("controller", "head");

    [Fact]
    public async Task A_controller_with_workers_and_machines_to_submit_from_is_a_cluster()
    {
        Assert.Empty(await CheckAsync("controller", "head"));
        Assert.Empty(await CheckAsync("compute", "worker", Controller));
        Assert.Empty(await CheckAsync("submit", "worker", Section("compute", "worker"), Controller));
    }

    [Theory]
    [InlineData("compute")]
    [InlineData("submit")]
    public async Task What_has_no_controller_is_no_cluster(string kind)
    {
        var problem = Assert.Single(await CheckAsync(kind, "worker"));

        Assert.Equal("FORAY288", problem.Code);
        Assert.Contains(kind, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_controller_is_told_with_the_place_of_the_first()
    {
        var problem = Assert.Single(await CheckAsync("controller", "one", Controller));

        Assert.Equal("FORAY287", problem.Code);
        Assert.Contains("another one at", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_controller_on_two_machines_is_told_with_their_names()
    {
        var problem = Assert.Single(await CheckAsync("controller", "worker"));

        Assert.Equal("FORAY287", problem.Code);
        Assert.Contains("one, two", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_in_two_sections_of_one_kind_is_told_once_and_in_sections_of_two_kinds_it_is_fine()
    {
        var problem = Assert.Single(await CheckAsync("compute", "two", Controller, Section("compute", "worker")));

        Assert.Equal("FORAY289", problem.Code);
        Assert.Contains("'two'", problem.Message, StringComparison.Ordinal);
        Assert.Empty(await CheckAsync("compute", "head", Controller));
    }

    [Fact]
    public async Task Sections_of_other_plugins_are_none_of_the_cluster() =>
        Assert.Equal("FORAY288", Assert.Single(await CheckAsync("compute", "worker", new PluginSection("other", Controller.Section))).Code);

    private static PluginSection Section(string kind, string label) => new("slurm", PluginUnderTest.Section(new { kind, labels = new[] { label } }));

    private static async Task<IReadOnlyCollection<Diagnostic>> CheckAsync(string kind, string label, params PluginSection[] earlier)
    {
        var options = new { kind, labels = new[] { label } };
        var context = new FakeCheckContext(options, Machines) { Name = "slurm", Earlier = earlier };
        await PluginUnderTest.Create<SlurmDeployment>(options).CheckAsync(context, TestContext.Current.CancellationToken);
        return context.Diagnostics;
    }
}

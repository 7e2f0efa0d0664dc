using Foray.Sdk.Ansible;
using Foray.Sdk.Checks;
using Foray.Sdk.Software;
using Foray.Sdk.Testing.Checks;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Installs;
using Foray.Sdk.Testing.Machines;
using Foray.Software.Apptainer;
using Foray.Software.Docker;
using Foray.Software.Ollama;

namespace Foray.Software.Tests;

/// <summary>The playbooks on machines whose programs are stand-ins: what is there already is left as it is.</summary>
public sealed class InstalledSoftwareTests : IAsyncDisposable
{
    private readonly FakeMachine _machine = new("m");
    private readonly FakeHost _host = new();

    public InstalledSoftwareTests() => Assert.SkipWhen(_host.Processes.Find(IAnsible.Program) is null, "Ansible is not installed");

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        return _machine.DisposeAsync();
    }

    private async Task<Sdk.Installs.InstallOutcome> InstallAsync(ISoftware software)
    {
        using var context = new FakeInstallContext(_machine);
        await software.InstallAsync(context, TestContext.Current.CancellationToken);
        return context.Reports["m"];
    }

    [Theory]
    [InlineData(null)]
    [InlineData("24.0.7")]
    public async Task A_Docker_of_the_wanted_version_is_left_as_it_is(string? version)
    {
        StandIns.AddDocker(_machine);
        var before = _machine.Snapshot();
        var outcome = await InstallAsync(PluginUnderTest.Create<DockerSoftware>(new { Labels = new[] { "all" }, Version = version }, _host));
        Assert.Equal((false, null), (outcome.Changed, outcome.Failure));
        Assert.Equal(before, _machine.Snapshot());
    }

    [Fact]
    public async Task Docker_in_a_container_is_refused_by_the_check()
    {
        var context = new FakeCheckContext(new { Labels = new[] { "all" } }, new PlannedMachine("box-1", "docker", ["all"]), new PlannedMachine("host-1", "ssh", ["all"]));
        await PluginUnderTest.Create<DockerSoftware>(context.Section, _host).CheckAsync(context, TestContext.Current.CancellationToken);
        var refusal = Assert.Single(context.Diagnostics);
        Assert.Equal(DockerSoftware.InContainer, refusal.Code);
        Assert.Contains("'box-1'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_Apptainer_of_the_wanted_version_is_left_as_it_is()
    {
        StandIns.AddApptainer(_machine);
        var outcome = await InstallAsync(PluginUnderTest.Create<ApptainerSoftware>(new { Labels = new[] { "all" }, Version = "1.3" }, _host));
        Assert.Equal((false, null), (outcome.Changed, outcome.Failure));
    }

    [Fact]
    public async Task A_model_that_cannot_be_had_is_told_in_Ollamas_words()
    {
        StandIns.AddOllama(_machine);
        var outcome = await InstallAsync(PluginUnderTest.Create<OllamaSoftware>(new { Labels = new[] { "all" }, Models = new[] { "no-such-model" } }, _host));
        Assert.Equal(AnsibleCodes.TaskFailed, outcome.Failure!.Code);
        Assert.Contains("'get the models'", outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Contains("pull model manifest: file does not exist", outcome.Failure.Message, StringComparison.Ordinal);
    }
}

using Foray.Deployments.HTCondor;
using Foray.Sdk.Ansible;
using Foray.Sdk.Documents;
using Foray.Sdk.Installs;
using Foray.Sdk.Machines;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Installs;
using Foray.Sdk.Testing.Machines;

namespace Foray.Deployments.Tests.HTCondor;

/// <summary>The playbook itself, run by Ansible on machines whose programs are stand-ins.</summary>
public sealed class PoolTests : IAsyncDisposable
{
    private readonly FakeHost _host = new();
    private readonly StandInHTCondor _condor = new();
    private readonly List<FakeMachine> _machines = [];

    public PoolTests()
    {
        Assert.SkipWhen(_host.Processes.Find(IAnsible.Program) is null, "Ansible is not installed");
        Assert.SkipUnless(Environment.UserName == "root", "the playbook gives files to root, which root alone can");
        Assert.SkipWhen(Directory.Exists("/run/systemd/system"), "systemd runs here: it would be asked for HTCondor itself");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in _machines)
            await machine.DisposeAsync();
        _condor.Dispose();
        _host.Dispose();
    }

    [Fact]
    public async Task Machines_become_a_pool_with_one_password_and_a_second_deployment_changes_nothing()
    {
        var (head, node, login) = (Add("head"), Add("node"), Add("login"));
        IReadOnlyList<(string Kind, FakeMachine Machine)> sections = [("central-manager", head), ("execute", node), ("submit", login)];

        foreach (var (kind, machine) in sections)
            Assert.Equal((true, null), await DeployAsync(kind, machine, sections));
        var password = Password(head);
        var pids = _machines.ConvertAll(Pid);
        foreach (var (kind, machine) in sections)
            Assert.Equal((false, null), await DeployAsync(kind, machine, sections));

        Assert.Matches("^[0-9a-f]{64}$", password);
        Assert.All(_machines, machine =>
        {
            Assert.Equal(password, Password(machine));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(machine.PathOf("~/etc/foray.password")));
            Assert.Contains("CONDOR_HOST = 10.9.8.1\n", Configuration(machine), StringComparison.Ordinal);
            Assert.Contains($"SEC_PASSWORD_FILE = {machine.Home}/etc/foray.password\n", Configuration(machine), StringComparison.Ordinal);
        });
        Assert.Contains("DAEMON_LIST = MASTER STARTD\n", Configuration(node), StringComparison.Ordinal);
        Assert.EndsWith("\nNUM_CPUS = 2\n", Configuration(node), StringComparison.Ordinal);
        Assert.Equal(pids, _machines.ConvertAll(Pid));
        Assert.Equal(["condor_master -pidfile ~/lock/foray/condor_master.pid", "condor_status -collector -af Machine", "condor_status -negotiator -af Machine"], StandInHTCondor.Calls(head));
        Assert.Equal(["condor_master -pidfile ~/lock/foray/condor_master.pid", "condor_status -startd -af Machine"], StandInHTCondor.Calls(node));
        Assert.DoesNotContain(_logs, line => line.Contains(password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_personal_machine_is_a_pool_of_its_own_without_a_password_and_is_restarted_where_its_lines_change()
    {
        var alone = Add("alone");

        Assert.Equal((true, null), await DeployAsync("personal", alone, [("personal", alone)]));
        var pid = Pid(alone);
        Assert.Equal((true, null), await DeployAsync("personal", alone, [("personal", alone)], "NUM_CPUS = 3\n"));

        Assert.False(File.Exists(alone.PathOf("~/etc/foray.password")));
        Assert.EndsWith("\nNUM_CPUS = 3\n", Configuration(alone), StringComparison.Ordinal);
        Assert.NotEqual(pid, Pid(alone));
    }

    private readonly List<string> _logs = [];

    private FakeMachine Add(string name)
    {
        _machines.Add(_condor.AddMachine(name));
        return _machines[^1];
    }

    private async Task<(bool Changed, string? Failure)> DeployAsync(string kind, FakeMachine machine, IReadOnlyList<(string Kind, FakeMachine Machine)> sections, string lines = "NUM_CPUS = 2\n")
    {
        using var context = new FakeInstallContext(machine)
        {
            Sections = [.. sections.Select(section => new InstallSection(Section(section.Kind, section.Machine), (IReadOnlyList<IMachine>)[section.Machine]))],
        };
        await File.WriteAllTextAsync(Path.Combine(context.ExperimentFolder, "more.conf"), lines, TestContext.Current.CancellationToken);
        await PluginUnderTest.Create<HTCondorDeployment>(Section(kind, machine), _host).DeployAsync(context, TestContext.Current.CancellationToken);
        _logs.AddRange(Directory.EnumerateFiles(context.ExperimentFolder, "*", SearchOption.AllDirectories).SelectMany(File.ReadAllLines));
        _logs.AddRange(context.Log.Entries.Select(entry => entry.Message));
        var outcome = context.Reports[machine.Name];
        return (outcome.Changed, outcome.Failure?.ToString());
    }

    private static MappingNode Section(string kind, FakeMachine machine) => PluginUnderTest.Section(kind is "execute" or "personal"
        ? new { kind, labels = new[] { machine.Name }, config_file = "more.conf" }
        : new { kind, labels = new[] { machine.Name } });

    private static string Password(FakeMachine machine) => File.ReadAllText(machine.PathOf("~/etc/foray.password"));

    private static string Configuration(FakeMachine machine) => File.ReadAllText(machine.PathOf("~/etc/config.d/99-foray.conf"));

    private static string Pid(FakeMachine machine) => File.ReadAllText(machine.PathOf("~/lock/foray/condor_master.pid"));
}

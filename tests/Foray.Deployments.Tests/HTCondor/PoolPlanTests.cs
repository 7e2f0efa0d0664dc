using Foray.Deployments.HTCondor;
using Foray.Sdk.Testing.Machines;

namespace Foray.Deployments.Tests.HTCondor;

public sealed class PoolPlanTests
{
    private static readonly PoolMember Head = new(new ScriptedMachine("head"), [HTCondorRole.CentralManager], "10.0.0.1", "");
    private static readonly PoolMember Node = new(new ScriptedMachine("node"), [HTCondorRole.Execute, HTCondorRole.Submit], "node", "SLOTS = 2\n");

    [Fact]
    public void Members_find_the_central_manager_by_its_address_and_run_what_all_their_sections_say()
    {
        var pool = new PoolPlan([Node, Head], HasPassword: true);

        Assert.Contains("CONDOR_HOST = 10.0.0.1\n", pool.Configuration(Node), StringComparison.Ordinal);
        Assert.Contains("DAEMON_LIST = MASTER STARTD SCHEDD\n", pool.Configuration(Node), StringComparison.Ordinal);
        Assert.Contains("DAEMON_LIST = MASTER COLLECTOR NEGOTIATOR\n", pool.Configuration(Head), StringComparison.Ordinal);
        Assert.Contains("NETWORK_INTERFACE = 10.0.0.1\n", pool.Configuration(Head), StringComparison.Ordinal);
        Assert.DoesNotContain("NETWORK_INTERFACE", pool.Configuration(Node), StringComparison.Ordinal);
        Assert.Contains("SEC_DEFAULT_AUTHENTICATION_METHODS = FS, PASSWORD\n", pool.Configuration(Node), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_a_machines_own_sections_come_last_and_only_there()
    {
        var pool = new PoolPlan([Head, Node], HasPassword: true);

        Assert.EndsWith("\nSLOTS = 2\n", pool.Configuration(Node), StringComparison.Ordinal);
        Assert.DoesNotContain("SLOTS", pool.Configuration(Head), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pool_of_one_machine_listens_to_nobody_else_and_has_no_password()
    {
        var alone = new PoolMember(new ScriptedMachine("alone"), [HTCondorRole.CentralManager, HTCondorRole.Submit, HTCondorRole.Execute], null, "");
        var text = new PoolPlan([alone], HasPassword: false).Configuration(alone);

        Assert.Contains("CONDOR_HOST = 127.0.0.1\n", text, StringComparison.Ordinal);
        Assert.Contains("NETWORK_INTERFACE = 127.0.0.1\n", text, StringComparison.Ordinal);
        Assert.Contains("DAEMON_LIST = MASTER COLLECTOR NEGOTIATOR SCHEDD STARTD\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("PASSWORD", text, StringComparison.Ordinal);
    }
}

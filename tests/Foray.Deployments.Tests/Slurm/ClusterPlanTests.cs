using Foray.Deployments.Clusters;
using Foray.Deployments.Slurm;
using Foray.Sdk.Testing.Machines;

namespace Foray.Deployments.Tests.Slurm;

public sealed class ClusterPlanTests
{
    private static readonly ClusterNode Head = Node("head", "10.0.2.15", "192.168.1.10");
    private static readonly ClusterNode One = Node("one", "10.0.2.15", "192.168.1.11");
    private static readonly ClusterNode Two = Node("two", "fd00::1");

    [Fact]
    public void The_configuration_names_every_node_with_an_address_that_is_its_own()
    {
        var text = Plan(("foray", [One, Two]), ("fast", [Two])).Configuration();

        Assert.Contains("SlurmctldHost=head(192.168.1.10)\n", text, StringComparison.Ordinal);
        Assert.Contains("NodeName=one NodeAddr=192.168.1.11 CPUs=4 RealMemory=7782 State=UNKNOWN\n", text, StringComparison.Ordinal);
        Assert.Contains("NodeName=two CPUs=4 RealMemory=7782 State=UNKNOWN\n", text, StringComparison.Ordinal);
        Assert.Contains("PartitionName=foray Nodes=one,two Default=YES MaxTime=INFINITE State=UP\nPartitionName=fast Nodes=two Default=NO", text, StringComparison.Ordinal);
        Assert.EndsWith("\nKillWait=5\n", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("NodeName=").Length - 1);
    }

    private static ClusterNode Node(string name, params string[] addresses) => new(new ScriptedMachine(name), name, addresses, 4, 8 * 1024 * 1024);

    private static ClusterPlan Plan(params (string, IReadOnlyList<ClusterNode>)[] partitions) => new(Head, partitions, [Head, One, Two], "KillWait=5\n");
}

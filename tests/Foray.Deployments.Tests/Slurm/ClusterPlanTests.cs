using Foray.Deployments.Slurm;
using Foray.Sdk.Diagnostics;
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

    [Fact]
    public void Two_machines_on_one_host_are_refused()
    {
        var error = Assert.Throws<DiagnosticException>(() => (Plan() with { All = [Head, One, One with { Machine = new ScriptedMachine("other") }] }).Configuration());

        Assert.Equal("FORAY373", error.Diagnostics[0].Code);
        Assert.Contains("'one' and 'other'", error.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_machine_tells_is_read_and_what_it_does_not_tell_is_missed()
    {
        var node = ClusterNode.Read(new ScriptedMachine("m"), "os=Debian\ncpus=8\nmemory_kib=1048576\nhostname=big.example.org\naddress=10.0.0.1\naddress=fd00::2\n")!;

        Assert.Equal(("big", 8, 972), (node.HostName, node.Cpus, node.UsableMib));
        Assert.Equal(["10.0.0.1", "fd00::2"], node.Addresses);
        Assert.Null(ClusterNode.Read(new ScriptedMachine("m"), "cpus=8\nhostname=x\n"));
    }

    private static ClusterNode Node(string name, params string[] addresses) => new(new ScriptedMachine(name), name, addresses, 4, 8 * 1024 * 1024);

    private static ClusterPlan Plan(params (string, IReadOnlyList<ClusterNode>)[] partitions) => new(Head, partitions, [Head, One, Two], "KillWait=5\n");
}

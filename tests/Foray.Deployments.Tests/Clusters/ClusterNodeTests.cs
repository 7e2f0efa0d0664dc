using Foray.Deployments.Clusters;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Testing.Machines;

namespace Foray.Deployments.Tests.Clusters;

public sealed class ClusterNodeTests
{
    private static readonly ClusterNode One = Node("one", "10.0.2.15", "192.168.1.11");

    [Fact]
    public void Two_machines_on_one_host_are_refused()
    {
        var error = Assert.Throws<DiagnosticException>(() => ClusterNode.RequireOwnNames([Node("two"), One, One with { Machine = new ScriptedMachine("other") }], "Slurm"));

        Assert.Equal("FORAY373", error.Diagnostics[0].Code);
        Assert.Contains("'one' and 'other'", error.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_others_have_too_is_not_a_machines_own()
    {
        var same = Node("two", "10.0.2.15", "fd00::1");

        Assert.Equal("192.168.1.11", One.OwnAddress([One, same]));
        Assert.Null(same.OwnAddress([One, same]));
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
}

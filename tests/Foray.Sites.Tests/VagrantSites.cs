using Foray.Sdk.Options;
using Foray.Sdk.Processes;
using Foray.Sites.Vagrant;

namespace Foray.Sites.Tests;

/// <summary>Sites for tests.</summary>
internal static class VagrantSites
{
    public static VagrantNetwork Network(string cidr, params string[] labels)
    {
        Assert.True(Cidr.TryParse(cidr, out var range));
        return new VagrantNetwork { Cidr = range, Labels = labels };
    }

    public static VagrantMachineGroup Group(string label, int number = 1) =>
        new() { Labels = new LabelSet([label]), Flavour = VagrantFlavour.Tiny, Number = number };

    public static VagrantSiteOptions Options(params VagrantMachineGroup[] groups) => new()
    {
        Resources = new VagrantResources { Machines = groups, Networks = [Network("192.168.42.0/24", "net1")] },
    };

    public static VagrantSite Create(IProcesses processes, params VagrantMachineGroup[] groups) => new(Options(groups), processes);
}

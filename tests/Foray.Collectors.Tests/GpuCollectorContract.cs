using Foray.Collectors.Gpus;
using Foray.Sdk.Processes;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Machines;

namespace Foray.Collectors.Tests;

public sealed class GpuCollectorContract
{
    private static readonly CollectorSubject Subject = new(CreateWithGpu) { Prepare = machine => NvidiaSmi.AddTo(machine, NvidiaSmi.TwoGpus) };

    private static readonly IReadOnlyList<ConformanceCheck> Suite =
    [
        .. CollectorConformance.Checks(Subject),
        .. CollectorConformance.MachineChecks(Subject),
        .. PluginConformance.Checks(new PluginSubject(typeof(GpuCollector))),
    ];

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(Suite)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task It_keeps_the_contract(string check) => ConformanceSuite.RunAsync(Suite, check, TestContext.Current.CancellationToken);

    private static GpuCollector CreateWithGpu(FakeHost host)
    {
        host.Processes.Answer("nvidia-smi", _ => new ProcessResult(0, NvidiaSmi.TwoGpus, "", TimedOut: false));
        return PluginUnderTest.Create<GpuCollector>(null, host);
    }
}

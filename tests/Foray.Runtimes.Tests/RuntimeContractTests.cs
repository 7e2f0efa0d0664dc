using Foray.Runtimes.JavaScript;
using Foray.Runtimes.Python;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Runtimes.Tests;

public sealed class RuntimeContractTests
{
    private static readonly IReadOnlyList<ConformanceCheck> PythonSuite =
    [
        .. RuntimeConformance.Checks(new RuntimeSubject(host => new PythonRuntime(host.Processes))),
        .. PluginConformance.Checks(new PluginSubject(typeof(PythonRuntime))),
    ];

    private static readonly IReadOnlyList<ConformanceCheck> JavaScriptSuite =
    [
        .. RuntimeConformance.Checks(new RuntimeSubject(_ => new JavaScriptRuntime())),
        .. PluginConformance.Checks(new PluginSubject(typeof(JavaScriptRuntime))),
    ];

    [Fact]
    public Task Python_keeps_the_contract() => ConformanceSuite.RunAllAsync(PythonSuite, TestContext.Current.CancellationToken);

    [Fact]
    public Task JavaScript_keeps_the_contract() => ConformanceSuite.RunAllAsync(JavaScriptSuite, TestContext.Current.CancellationToken);

    [Fact]
    public void A_missing_Python_is_told_with_what_to_install()
    {
        var host = new FakeHost();
        host.Processes.FindsNothing = true;

        var thrown = Assert.Throws<DiagnosticException>(() => new PythonRuntime(host.Processes).DescribeWorker("/tmp", "kp.py"));

        Assert.Equal(RuntimesCodes.Missing, thrown.Diagnostics[0].Code);
        Assert.Contains("python3", thrown.Diagnostics[0].Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_of_a_version_manager_is_no_interpreter()
    {
        var host = new FakeHost();
        var worker = new PythonRuntime(host.Processes).DescribeWorker("/tmp", "kp.py");

        Assert.NotEqual("#!"u8.ToArray(), File.ReadAllBytes(worker.Program)[..2]);
    }
}

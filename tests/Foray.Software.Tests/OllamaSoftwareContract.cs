using Foray.Sdk.Ansible;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;
using Foray.Software.Ollama;

namespace Foray.Software.Tests;

/// <summary>The contract on machines where stand-in programs answer. All of it takes Ansible some minutes, so that there is a sample unless all is asked for.</summary>
public sealed class OllamaSoftwareContract
{
    private static readonly string[] Sample = ["A second run changes nothing", "A machine that fails keeps no other from being reported"];

    private static readonly IReadOnlyList<ConformanceCheck> Suite = SoftwareConformance.Checks(new SoftwareSubject(host => Create(host, "llama3.2:1b"))
    {
        CreateOther = host => Create(host, "all-minilm"),
        Prepare = StandIns.AddOllama,
        TakesVariables = false,
        WritablePaths = ["~/.ollama"],
        Patience = TimeSpan.FromMinutes(3),
    });

    public static TheoryData<string> Checks =>
        [.. ConformanceSuite.Names(Suite).Where(name => Environment.GetEnvironmentVariable("FORAY_SOAK") == "1" || Sample.Any(part => name.Contains(part, StringComparison.Ordinal)))];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task It_keeps_the_contract(string check)
    {
        Assert.SkipWhen(new TestProcesses().Find(IAnsible.Program) is null, "Ansible is not installed");
        return ConformanceSuite.RunAsync(Suite, check, TestContext.Current.CancellationToken);
    }

    private static OllamaSoftware Create(FakeHost host, string model) =>
        PluginUnderTest.Create<OllamaSoftware>(new { Labels = new[] { "all" }, Models = new[] { model } }, host);
}

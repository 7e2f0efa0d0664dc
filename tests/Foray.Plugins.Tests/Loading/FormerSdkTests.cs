using System.Reflection;
using System.Text;
using Foray.Plugins.Schemas;
using Foray.Plugins.Tests.Lifecycle;
using Foray.Sdk.Documents;
using Foray.Sdk.Experiments;
using Foray.Sdk.Plugins;
using Foray.Sdk.Results;
using Foray.Sdk.Software;
using Foray.Sdk.Testing.Installs;
using Foray.Sdk.Testing.Machines;
using ValueType = Foray.Plugins.Schemas.ValueType;

namespace Foray.Plugins.Tests.Loading;

/// <summary>A package that was built against Sdk 0.1.0, as it was built then, with its source beside it.</summary>
public sealed class FormerSdkTests : IAsyncDisposable
{
    private readonly PackageFolder _folder = new();
    private readonly Stage _stage;

    public FormerSdkTests()
    {
        _folder.InstallPrebuilt(Fixture.Former);
        _stage = new Stage(_folder.Catalog());
    }

    public async ValueTask DisposeAsync()
    {
        await _stage.DisposeAsync();
        _folder.Dispose();
    }

    private static MappingNode Options(string labels, params IEnumerable<string> lines) => new(default,
    [
        KeyValuePair.Create(Text("labels"), (DocumentNode)new SequenceNode(default, [Text(labels)])),
        KeyValuePair.Create(Text("lines"), (DocumentNode)new SequenceNode(default, [.. lines.Select(Text)])),
    ]);

    private static ScalarNode Text(string text) => new(default, text, ScalarKind.Text);

    [Fact]
    public void It_is_found_and_its_options_are_known()
    {
        Assert.Empty(_stage.Host.Catalog.Diagnostics);
        Assert.Equal("0.1.0", Assert.Single(_stage.Host.Catalog.Packages).Sdk);
        Assert.Equal(new Version(0, 1, 0, 0), AssemblyName.GetAssemblyName(_folder.AssemblyOf(Fixture.Former)).Version);
        var checklist = _stage.Host.Catalog.Get("software/checklist");
        Assert.Equal([PluginCapabilities.Checks], checklist.Capabilities);
        Assert.Equal([("copies", ValueType.Integer), ("labels", ValueType.LabelSelector), ("lines", ValueType.List), ("timeout", ValueType.Duration)],
            checklist.ReadSchema().Properties.Select(property => (property.Key, property.Schema.Type)).OrderBy(property => property.Key, StringComparer.Ordinal));
        Assert.Empty(_stage.Host.Validate());
    }

    [Fact]
    public async Task Its_results_are_written()
    {
        await _stage.StartAsync("result/ledger");
        var rows = new[] { new CaseResult("e", "c", "m", "r", new Dictionary<string, string>(), new RowOutcome(RowStatus.Passed), "f") };
        var text = await _stage.Host.CallAsync<IResultWriter, string>("result/ledger", async writer =>
        {
            using var target = new MemoryStream();
            await writer.WriteAsync(new RunResults("r", "n", RowStatus.Passed, default, default, "o", rows), target, CancellationToken.None);
            return Encoding.UTF8.GetString(target.ToArray());
        }, TestContext.Current.CancellationToken);
        Assert.Equal("e c m Passed\n", text);
    }

    [Fact]
    public async Task Its_software_is_installed_on_a_machine_and_changes_nothing_the_second_time()
    {
        await using var machine = new FakeMachine("m1");
        await _stage.Host.InitializeAsync("software/checklist", Options("all", "one", "two"));
        var software = _stage.Host.Get<ISoftware>("software/checklist");
        Assert.Equal(["all"], software.Labels.Labels);
        foreach (var isChanged in new[] { true, false })
        {
            using var context = new FakeInstallContext(machine) { Id = $"section-{isChanged}" };
            await software.InstallAsync(context, TestContext.Current.CancellationToken);
            Assert.Equal((isChanged, null), (context.Reports["m1"].Changed, context.Reports["m1"].Failure));
        }
    }
}

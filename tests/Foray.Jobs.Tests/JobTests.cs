using Foray.Plugins.Catalog;
using Foray.Plugins.Loading;
using Foray.Plugins.Settings;
using Foray.Processes;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;
using Foray.Sdk.Processes;
using TestResult = Foray.Sdk.Jobs.TestResult;

namespace Foray.Jobs.Tests;

/// <summary>Jobs from C#, with the plugins that come with Foray.</summary>
public sealed class JobTests : IDisposable, IServiceProvider, IJobObserver
{
    private static readonly string[] Packages = ["Foray.Runners", "Foray.Sites", "Foray.Results"];

    private readonly string _folder = Directory.CreateTempSubdirectory("foray-job-").FullName;
    private readonly SystemProcesses _processes = new();
    private readonly List<string> _seen = [];

    public object? GetService(Type serviceType) => serviceType == typeof(IProcesses) ? _processes : serviceType == typeof(TimeProvider) ? TimeProvider.System : null;

    void IJobObserver.TestStarted(TestStart test) => _seen.Add($"started {test.Number}");

    void IJobObserver.TestEnded(TestResult test) => _seen.Add($"ended {test.Number} {test.Outcome.Status}");

    public void Dispose()
    {
        _processes.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_job_takes_a_few_lines()
    {
        var job = new Job(Services())
        {
            Suites = { new Suite("quick") { References = ["/bin/true"] }, new Suite("slow") { Tests = [new Runnable("exec-test", "/bin/false")] } },
            Results = { new ResultTarget("xunit", "results.xml") },
            WorkingFolder = _folder,
            Parallel = 1,
        };

        var report = await job.RunAsync(TestContext.Current.CancellationToken);

        Assert.Empty(report.Diagnostics);
        Assert.Equal([("quick", TestStatus.Pass), ("slow", TestStatus.Fail)], report.Results!.Tests.Select(test => (test.Suite, test.Outcome.Status)));
        Assert.False(report.Results.IsSuccess);
        Assert.True(File.Exists(Path.Combine(_folder, "results.xml")));
        Assert.Equal(["started 1", "ended 1 Pass", "started 2", "ended 2 Fail"], _seen);
        Assert.All(report.Results.Tests, test => Assert.NotNull(test.Outcome.Resources));
    }

    [Fact]
    public async Task Two_results_on_standard_output_are_refused_when_code_asks_for_them()
    {
        var job = new Job(Services())
        {
            Suites = { new Suite("quick") { References = ["/bin/true"] } },
            Results = { new ResultTarget("xunit", "-", "the first"), new ResultTarget("json", "-", "the second") },
            WorkingFolder = _folder,
        };

        var report = await job.RunAsync(TestContext.Current.CancellationToken);

        Assert.Null(report.Results);
        var refusal = Assert.Single(report.Diagnostics);
        Assert.Contains("the first", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("the second", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Each_test_at_the_same_time_has_runners_of_its_own_and_the_spawner_is_its_suites()
    {
        var job = new Job(Services())
        {
            Suites = { new Suite("a") { Tests = [.. Enumerable.Repeat(new Runnable("noop", "x"), 20)] } },
            WorkingFolder = _folder,
            Parallel = 4,
        };

        var report = await job.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(20, report.Results!.Count(TestStatus.Pass));
        Assert.Equal(Enumerable.Range(1, 20), report.Results.Tests.Select(test => test.Number));
    }

    [Fact]
    public async Task Settings_name_the_default_runner_spawner_and_formats()
    {
        var settings = new PluginSettings
        {
            Drivers = new Dictionary<string, string> { ["runner"] = "noop", ["spawner"] = "local" },
            Active = new Dictionary<string, IReadOnlyList<string>> { ["result"] = ["markdown"] },
        };
        var job = new Job(Services(settings)) { Suites = { new Suite("a") { Tests = [new Runnable("", "whatever")] } }, WorkingFolder = _folder };

        var report = await job.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal("noop", report.Results!.Tests[0].Test.Kind);
        Assert.True(File.Exists(Path.Combine(report.Results.Start.Folder, "results.md")));
        Assert.False(File.Exists(Path.Combine(report.Results.Start.Folder, "results.json")));
    }

    [Fact]
    public async Task Names_in_an_order_that_no_plugin_has_are_told()
    {
        var settings = new PluginSettings { Order = new Dictionary<string, IReadOnlyList<string>> { ["resolver"] = ["no-such-resolver"] } };
        var job = new Job(Services(settings)) { Suites = { new Suite("a") { References = ["/bin/true"] } }, WorkingFolder = _folder };

        var report = await job.RunAsync(TestContext.Current.CancellationToken);

        Assert.True(report.Results!.IsSuccess);
        var warning = Assert.Single(report.Diagnostics);
        Assert.Equal(Severity.Warning, warning.Severity);
        Assert.Contains("no-such-resolver", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_that_cannot_be_read_is_told_and_keeps_nothing_from_the_job()
    {
        var broken = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "Broken")).FullName, "Broken.dll");
        await File.WriteAllTextAsync(broken, "no assembly", TestContext.Current.CancellationToken);
        var job = new Job(Services(null, broken)) { Suites = { new Suite("a") { References = ["/bin/true"] } }, WorkingFolder = _folder };

        var report = await job.RunAsync(TestContext.Current.CancellationToken);

        Assert.True(report.Results!.IsSuccess);
        Assert.Contains("Broken", Assert.Single(report.Diagnostics).Message, StringComparison.Ordinal);
    }

    private JobServices Services(PluginSettings? settings = null, params string[] further)
    {
        var root = FindRoot();
        string[] files = [.. Packages.Select(package => Path.Combine(root, "artifacts", "bin", package, "release", package + ".dll")), .. further];
        var catalog = CatalogBuilder.Find(CatalogPlaces.None with { Files = files }, settings ?? new PluginSettings());
        return new JobServices(catalog, new PluginLoader(this)) { Observer = this };
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Foray.slnx")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}

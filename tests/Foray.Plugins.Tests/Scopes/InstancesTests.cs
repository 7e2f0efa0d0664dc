using Foray.Plugins.Lifecycle;
using Foray.Plugins.Scopes;
using Foray.Plugins.Settings;
using Foray.Plugins.Tests.Lifecycle;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Plugins.Tests.Scopes;

public sealed class InstancesTests : IDisposable
{
    private readonly PackageFolder _folder = new(Fixture.Music);
    private readonly Host _host = new();

    public void Dispose() => _folder.Dispose();

    private static IResultWriter AddScore(Instances<IResultWriter> instances, string file, string origin = "test") =>
        instances.Add("score", Host.Options(("file", file)), origin);

    [Fact]
    public async Task One_plugin_can_be_there_several_times_with_options_of_its_own_each()
    {
        await using var scope = _host.Open(_folder.Catalog());
        var instances = scope.Instances<IResultWriter>();
        AddScore(instances, "a.txt");
        instances.Add("notes", null, "test");
        AddScore(instances, "b.txt");
        Assert.Equal(["a.txt", "notes.txt", "b.txt"], instances.All.Select(writer => writer.FileName));
    }

    [Fact]
    public async Task A_second_claim_is_refused_and_both_origins_are_named()
    {
        await using var scope = _host.Open(_folder.Catalog());
        var instances = scope.Instances<IResultWriter>();
        AddScore(instances, "a.txt", "the command line");
        var refusal = Assert.Throws<DiagnosticException>(() => AddScore(instances, "./a.txt", "foray.yml:3:5")).Diagnostics[0];
        Assert.Equal(PluginCodes.Claimed, refusal.Code);
        Assert.Contains("the command line", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("foray.yml:3:5", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(Path.GetFullPath("a.txt"), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_whose_own_claim_is_refused_is_disposed_at_once_and_gives_back_those_of_its_caller()
    {
        var scope = _host.Open(_folder.Catalog());
        var instances = scope.Instances<IResultWriter>();
        AddScore(instances, "a.txt");
        _ = _host.Told;
        Assert.Throws<DiagnosticException>(() => instances.Add("score", Host.Options(("file", "a.txt")), "test", new ResourceClaim("stdout")));
        Assert.Equal(["a.txt"], instances.All.Select(writer => writer.FileName));
        Assert.Equal(["make score a.txt", "dispose score a.txt"], _host.Told);
        instances.Add("notes", null, "test", new ResourceClaim("stdout"));
        _ = _host.Told;
        await scope.DisposeAsync();
        Assert.Equal(["dispose notes", "dispose score a.txt"], _host.Told);
    }

    [Fact]
    public async Task One_whose_caller_claims_what_is_taken_is_not_even_made()
    {
        await using var scope = _host.Open(_folder.Catalog());
        var instances = scope.Instances<IResultWriter>();
        instances.Add("notes", null, "test", ResourceClaim.StandardOutput);
        Assert.Throws<DiagnosticException>(() => instances.Add("chart", null, "test", ResourceClaim.StandardOutput));
        Assert.Equal(["make notes"], _host.Told);
    }

    [Fact]
    public async Task A_claim_is_held_until_its_instance_was_disposed()
    {
        await using var stage = new Stage();
        stage.Host.Register<IResultWriter>(new PluginRegistration("slow", (_, _) => new SlowWriter()));
        await using var scope = stage.Host.OpenScope();
        var instances = scope.Instances<IResultWriter>();
        var slow = (SlowWriter)instances.Add("slow", null, "test", ResourceClaim.StandardOutput);
        var removal = instances.RemoveAsync(slow).AsTask();
        Assert.Throws<DiagnosticException>(() => instances.Add("slow", null, "test", ResourceClaim.StandardOutput));
        slow.Disposed.SetResult();
        await removal;
        ((SlowWriter)instances.Add("slow", null, "test", ResourceClaim.StandardOutput)).Disposed.SetResult();
    }

    [Fact]
    public async Task Scopes_that_are_given_one_register_share_what_is_claimed()
    {
        var (catalog, claims) = (_folder.Catalog(), new ClaimRegister());
        await using var one = new PluginScope(catalog, _host.Loader, claims, TimeProvider.System, TimeSpan.FromMinutes(1));
        await using var other = new PluginScope(catalog, _host.Loader, claims, TimeProvider.System, TimeSpan.FromMinutes(1));
        AddScore(one.Instances<IResultWriter>(), "a.txt");
        Assert.Throws<DiagnosticException>(() => AddScore(other.Instances<IResultWriter>(), "a.txt"));
    }

    [Fact]
    public async Task One_that_the_settings_disable_is_refused_though_its_description_is_at_hand()
    {
        var catalog = _folder.Catalog(new PluginSettings { Disable = ["notes"] });
        await using var scope = _host.Open(catalog);
        var notes = catalog.Plugins.Single(plugin => plugin.Name == "notes");
        var refusal = Assert.Throws<DiagnosticException>(() => scope.Instances<IResultWriter>().Add(notes, null, "test")).Diagnostics[0];
        Assert.Equal(PluginCodes.Disabled, refusal.Code);
        Assert.Equal(PluginCodes.Disabled, Assert.Throws<DiagnosticException>(() => _host.Loader.Load(notes)).Diagnostics[0].Code);
        Assert.Empty(_host.Told);
    }

    [Fact]
    public async Task A_claim_is_free_again_when_its_instance_is_removed()
    {
        await using var scope = _host.Open(_folder.Catalog());
        var instances = scope.Instances<IResultWriter>();
        var first = AddScore(instances, "a.txt");
        await instances.RemoveAsync(first);
        await instances.RemoveAsync(first);
        AddScore(instances, "a.txt");
        Assert.Equal(["make score a.txt", "dispose score a.txt", "make score a.txt"], _host.Told);
    }

    [Fact]
    public async Task Claims_hold_across_the_scopes_of_one_root_until_their_scope_ends()
    {
        await using var root = _host.Open(_folder.Catalog());
        await using (var job = root.OpenScope())
        {
            job.Instances<IResultWriter>().Add("notes", null, "the job", ResourceClaim.StandardOutput);
            await using var suite = root.OpenScope();
            Assert.Throws<DiagnosticException>(() => suite.Instances<IResultWriter>().Add("chart", null, "the suite", ResourceClaim.StandardOutput));
        }

        root.Instances<IResultWriter>().Add("chart", null, "the root", ResourceClaim.StandardOutput);
    }

    [Fact]
    public async Task Scopes_of_different_roots_do_not_know_each_other()
    {
        await using var one = _host.Open(_folder.Catalog());
        await using var other = _host.Open(_folder.Catalog());
        AddScore(one.Instances<IResultWriter>(), "a.txt");
        AddScore(other.Instances<IResultWriter>(), "a.txt");
    }

    [Fact]
    public async Task One_that_fails_to_tell_its_claims_is_a_fault_that_names_its_package()
    {
        _folder.Install(Fixture.Faulty);
        await using var scope = _host.Open(_folder.Catalog());
        var fault = Assert.Throws<DiagnosticException>(() => scope.Instances<IResultWriter>().Add("waverer", null, "test")).Diagnostics[0];
        Assert.Equal(PluginCodes.Fault, fault.Code);
        Assert.Contains(Fixture.Faulty, fault.Message, StringComparison.Ordinal);
    }

    private sealed class SlowWriter : IResultWriter, IAsyncDisposable
    {
        public TaskCompletionSource Disposed { get; } = new();

        public string FileName => "slow.txt";

        public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask DisposeAsync() => new(Disposed.Task);
    }
}

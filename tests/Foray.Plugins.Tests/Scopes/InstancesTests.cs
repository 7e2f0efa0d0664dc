using Foray.Plugins.Scopes;
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
    public async Task One_whose_claim_fails_is_not_there_but_disposed_with_the_scope()
    {
        var scope = _host.Open(_folder.Catalog());
        var instances = scope.Instances<IResultWriter>();
        AddScore(instances, "a.txt");
        Assert.Throws<DiagnosticException>(() => instances.Add("score", Host.Options(("file", "a.txt")), "test", new ResourceClaim("stdout")));
        Assert.Equal(["a.txt"], instances.All.Select(writer => writer.FileName));
        instances.Add("notes", null, "test", new ResourceClaim("stdout"));
        _ = _host.Told;
        await scope.DisposeAsync();
        Assert.Equal(["dispose notes", "dispose score a.txt", "dispose score a.txt"], _host.Told);
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
}

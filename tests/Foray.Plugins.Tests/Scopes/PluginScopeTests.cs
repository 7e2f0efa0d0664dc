using Foray.Plugins.Lifecycle;
using Foray.Plugins.Scopes;
using Foray.Plugins.Tests.Lifecycle;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Plugins;
using Foray.Sdk.Results;
using Microsoft.Extensions.Time.Testing;

namespace Foray.Plugins.Tests.Scopes;

public sealed class PluginScopeTests : IDisposable
{
    private readonly PackageFolder _folder = new(Fixture.Music);
    private readonly Host _host = new();

    public void Dispose() => _folder.Dispose();

    private static void Add(PluginScope scope, string name) => scope.Instances<IResultWriter>().Add(name, null, "test");

    [Fact]
    public async Task Plugins_are_disposed_in_reverse_order()
    {
        await using (var scope = _host.Open(_folder.Catalog()))
        {
            Add(scope, "notes");
            Add(scope, "score");
            Add(scope, "chart");
            Assert.Equal(["make notes", "make score score.txt", "make chart"], _host.Told);
        }

        Assert.Equal(["dispose chart", "dispose score score.txt", "dispose notes"], _host.Told);
    }

    [Fact]
    public async Task What_an_inner_scope_still_holds_is_disposed_with_the_outer_in_reverse_order()
    {
        await using (var outer = _host.Open(_folder.Catalog()))
        {
            Add(outer, "notes");
            var inner = outer.OpenScope();
            Add(inner, "score");
            Add(outer, "chart");
            _ = _host.Told;
        }

        Assert.Equal(["dispose chart", "dispose score score.txt", "dispose notes"], _host.Told);
    }

    [Fact]
    public async Task Disposing_an_inner_scope_leaves_the_outer_alone()
    {
        await using var outer = _host.Open(_folder.Catalog());
        Add(outer, "notes");
        await using (var inner = outer.OpenScope())
            Add(inner, "chart");
        Assert.Equal(["make notes", "make chart", "dispose chart"], _host.Told);
        Add(outer, "score");
        Assert.Equal(["make score score.txt"], _host.Told);
    }

    [Fact]
    public async Task Disposing_twice_disposes_nothing_twice()
    {
        var scope = _host.Open(_folder.Catalog());
        Add(scope, "notes");
        await scope.DisposeAsync();
        await scope.DisposeAsync();
        Assert.Equal(["make notes", "dispose notes"], _host.Told);
    }

    [Fact]
    public async Task Nothing_can_be_made_in_a_scope_that_was_disposed()
    {
        var scope = _host.Open(_folder.Catalog());
        await scope.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => Add(scope, "notes"));
    }

    [Fact]
    public async Task No_scope_can_be_opened_in_one_that_was_disposed()
    {
        var scope = _host.Open(_folder.Catalog());
        await scope.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => scope.OpenScope());
    }

    [Fact]
    public async Task Several_threads_can_open_and_dispose_scopes_in_one()
    {
        await using var stage = new Stage();
        stage.Add("solo");
        await using var outer = stage.Host.OpenScope();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 2000; i++)
            {
                await using var inner = outer.OpenScope();
                if (i % 100 == 0)
                    Add(inner, "solo");
            }
        })));
        Assert.Equal(160, stage.Told.Count(line => line.Contains("dispose", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_type_that_is_no_kind_is_a_mistake_of_the_caller()
    {
        await using var scope = _host.Open(_folder.Catalog());
        Assert.Throws<ArgumentException>(() => scope.Extensions<IDisposable>().Add("notes"));
    }

    [Fact]
    public async Task One_that_fails_when_it_is_disposed_does_not_keep_the_others_from_it()
    {
        _folder.Install(Fixture.Faulty);
        var scope = _host.Open(_folder.Catalog());
        Add(scope, "notes");
        Add(scope, "quitter");
        Add(scope, "chart");
        await Assert.ThrowsAsync<DiagnosticException>(async () => await scope.DisposeAsync());
        Assert.Equal(["make notes", "make chart", "dispose chart", "dispose notes"], _host.Told);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_does_not_end_while_it_is_disposed_is_left_alone_after_its_time(bool blocks)
    {
        await using var stage = new Stage(options: new PluginHostOptions { StopTimeout = TimeSpan.FromSeconds(5) });
        using var end = new ManualResetEventSlim();
        stage.Add("first");
        var stuck = stage.Add("stuck");
        stuck.Dispose = () =>
        {
            stuck.Begun.SetResult();
            if (blocks)
                end.Wait(CancellationToken.None);
            return new TaskCompletionSource().Task;
        };
        stage.Add("last");
        await using var other = stage.Host.OpenScope();
        var outer = stage.Host.OpenScope();
        var scope = outer.OpenScope();
        Add(scope, "first");
        scope.Instances<IResultWriter>().Add("stuck", null, "test", ResourceClaim.StandardOutput);
        Add(scope, "last");
        var before = stage.Time.GetUtcNow();
        var disposal = outer.DisposeAsync().AsTask();
        await stage.PassAsync(stuck.Begun.Task, () => IsFree(other));

        var problem = Assert.Single((await Assert.ThrowsAsync<DiagnosticException>(() => disposal)).Diagnostics);
        Assert.Equal(PluginCodes.TooSlow, problem.Code);
        Assert.StartsWith("result 'stuck' of package ", problem.Message, StringComparison.Ordinal);
        Assert.EndsWith(" was not disposed within 5 s", problem.Message, StringComparison.Ordinal);
        Assert.True(stage.Time.GetUtcNow() - before >= TimeSpan.FromSeconds(6));
        Assert.Equal(["dispose last", "dispose stuck", "dispose first"], stage.Told);
        end.Set();

        static bool IsFree(PluginScope scope)
        {
            try
            {
                scope.Instances<IResultWriter>().Add("first", null, "test", ResourceClaim.StandardOutput);
                return true;
            }
            catch (DiagnosticException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task A_scope_without_a_host_has_the_limit_of_one()
    {
        _folder.Install(Fixture.Faulty);
        var time = new FakeTimeProvider();
        var before = time.GetUtcNow();
        var scope = new PluginScope(_folder.Catalog(), _host.Loader, time);
        Add(scope, "lingerer");
        var disposal = scope.DisposeAsync().AsTask();
        while (!disposal.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Contains("within 10 s", (await Assert.ThrowsAsync<DiagnosticException>(() => disposal)).Message, StringComparison.Ordinal);
        Assert.True(time.GetUtcNow() - before >= TimeSpan.FromSeconds(12));
    }
}

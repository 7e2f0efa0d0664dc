using Foray.Plugins.Catalog;
using Foray.Plugins.Lifecycle;
using Foray.Plugins.Schemas;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Options;
using Foray.Sdk.Results;
using ValueType = Foray.Plugins.Schemas.ValueType;

namespace Foray.Plugins.Tests.Lifecycle;

public sealed class RegistrationTests : IAsyncDisposable
{
    private const string Solo = "result/solo";

    private readonly Stage _stage = new();
    private readonly Script _script;

    public RegistrationTests() => _script = _stage.Add("solo");

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task A_plugin_that_is_registered_by_hand_is_listed_found_and_run_as_any_other()
    {
        var plugin = _stage.Host.Catalog.Get(Solo);
        Assert.Equal(PackageSource.Registered, plugin.Package.Source);
        Assert.Contains(plugin, _stage.Host.Catalog.OfKind("result"));
        await _stage.StartAsync(Solo);
        Assert.Equal("solo", _stage.Host.Get<IResultWriter>(Solo).FileName);

        await using var scope = _stage.Host.OpenScope();
        Assert.Equal("solo", (await scope.Driver<IResultWriter>().UseAsync("solo")).FileName);
    }

    [Fact]
    public void A_second_one_of_its_name_is_refused() =>
        Assert.Equal(PluginCodes.Ambiguous, Assert.Throws<DiagnosticException>(() => _stage.Add("solo")).Diagnostics[0].Code);

    [Fact]
    public async Task One_that_makes_something_else_is_not_what_it_says()
    {
        _stage.Host.Register<IResultWriter>(new PluginRegistration("impostor", (_, _) => new MemoryStream()));
        Assert.Equal(PluginCodes.FalseManifest, (await Stage.RefusalAsync(() => _stage.Host.InitializeAsync("result/impostor"))).Code);
    }

    [Fact]
    public void A_type_that_is_no_kind_is_a_mistake_of_the_caller() =>
        Assert.Throws<ArgumentException>(() => _stage.Host.Register<IDisposable>(new PluginRegistration("none", (_, _) => new MemoryStream())));

    [Fact]
    public async Task Options_are_checked_before_the_plugin_is_made_and_all_problems_are_told()
    {
        var refusal = await Assert.ThrowsAsync<DiagnosticException>(() => _stage.Host.InitializeAsync(Solo, Host.Options(("bad_a", "1"), ("good", "2"), ("bad_b", "3"))));
        Assert.Equal(["'bad_a' does not fit", "'bad_b' does not fit"], refusal.Diagnostics.Select(problem => problem.Message));
        Assert.Equal((PluginState.Failed, 0), (_stage.StateOf("solo"), _script.Made));

        await _stage.Host.InitializeAsync(Solo, Host.Options(("good", "1")));
        Assert.Equal((PluginState.Initialized, 1), (_stage.StateOf("solo"), _script.Made));
    }

    [Fact]
    public async Task Initializing_again_disposes_the_first()
    {
        await _stage.Host.InitializeAsync(Solo);
        var first = _stage.Actor("solo");
        await _stage.Host.InitializeAsync(Solo);
        Assert.NotSame(first, _stage.Actor("solo"));
        Assert.Equal((2, 1), (_script.Made, _script.Disposed));
    }

    [Fact]
    public async Task Initializing_again_with_options_that_do_not_fit_keeps_what_there_is()
    {
        var made = new List<MappingNode>();
        _stage.Host.Register<IResultWriter>(new PluginRegistration("duo", (options, _) =>
        {
            made.Add(options);
            return new Quiet();
        }));
        var good = Host.Options(("good", "1"));
        await _stage.Host.InitializeAsync("result/duo", good);
        var first = _stage.Host.Get<IResultWriter>("result/duo");
        await Stage.RefusalAsync(() => _stage.Host.InitializeAsync("result/duo", Host.Options(("bad", "1"))));
        Assert.Same(first, _stage.Host.Get<IResultWriter>("result/duo"));
        Assert.Equal(PluginState.Initialized, _stage.StateOf("duo"));

        await _stage.StartAsync("result/duo");
        Assert.Same(first, _stage.Host.Get<IResultWriter>("result/duo"));

        _stage.Host.Configure("result/duo", Host.Options(("bad", "1")));
        await Stage.RefusalAsync(() => _stage.RestartAsync("result/duo"));
        Assert.Equal(PluginState.Active, _stage.StateOf("duo"));

        await _stage.Host.StopAsync("result/duo");
        await _stage.Host.InitializeAsync("result/duo");
        Assert.Equal([good, good], made);
    }

    [Fact]
    public async Task It_gets_options_under_their_present_keys_from_the_host_and_in_a_scope()
    {
        var made = new List<MappingNode>();
        var beat = new OptionsSchema("", [Option("tempo", new ValueSchema(ValueType.Integer), "speed")]);
        _stage.Host.Register<IResultWriter>(new PluginRegistration("duo", (options, _) =>
        {
            made.Add(options);
            return new Quiet();
        })
        {
            Schema = new OptionsSchema("", [Option("beat", new ValueSchema(ValueType.Object) { Record = beat }, "rhythm", "pulse"), Option("title", new ValueSchema(ValueType.String))]),
        });
        var given = new MappingNode(default, [Host.Options(("title", "Aria")).Entries[0], KeyValuePair.Create(Key("pulse"), (DocumentNode)Host.Options(("speed", "60")))]);
        await _stage.Host.InitializeAsync("result/duo", given);
        await using var scope = _stage.Host.OpenScope();
        scope.Instances<IResultWriter>().Add("duo", given, "test");
        scope.Instances<IResultWriter>().Add("duo", new MappingNode(default, [.. given.Entries, KeyValuePair.Create(Key("rhythm"), (DocumentNode)Host.Options(("speed", "90")))]), "test");

        Assert.All(made, options => Assert.Equal(["title", "beat"], options.Entries.Select(entry => entry.Key.Text)));
        Assert.Equal([60, 60, 60], made.Select(options => OptionReader.Int32(OptionReader.Mapping(options["beat"]!)["tempo"]!)));
    }

    [Fact]
    public async Task New_options_of_a_running_plugin_count_from_its_next_start()
    {
        await _stage.StartAsync(Solo);
        _stage.Host.Configure(Solo, Host.Options(("good", "2")));
        Assert.Equal(1, _script.Made);
        await _stage.RestartAsync(Solo);
        Assert.Equal((2, 1), (_script.Made, _script.Disposed));
        await _stage.RestartAsync(Solo);
        Assert.Equal((2, 1), (_script.Made, _script.Disposed));
    }

    [Fact]
    public async Task Options_that_do_not_fit_are_refused_while_the_plugin_runs_too_and_forgotten()
    {
        await _stage.StartAsync(Solo);
        Assert.Equal("'bad' does not fit", (await Stage.RefusalAsync(() => _stage.Host.InitializeAsync(Solo, Host.Options(("bad", "1"))))).Message);
        Assert.Equal((PluginState.Active, 1), (_stage.StateOf("solo"), _script.Made));
        await _stage.Host.InitializeAsync(Solo, Host.Options(("good", "1")));
        Assert.Equal(1, _script.Made);
        await _stage.RestartAsync(Solo);
        Assert.Equal(2, _script.Made);
    }

    [Fact]
    public async Task Loading_after_a_failed_stop_lets_go_of_what_failed()
    {
        _script.FailsToStop = true;
        await _stage.StartAsync(Solo);
        await Stage.RefusalAsync(() => _stage.Host.StopAsync(Solo));
        await _stage.Host.LoadAsync(Solo);
        Assert.Equal((PluginState.Loaded, 1), (_stage.StateOf("solo"), _script.Disposed));
        await _stage.StartAsync(Solo);
        Assert.Equal((PluginState.Active, 2), (_stage.StateOf("solo"), _script.Made));
    }

    [Fact]
    public async Task Unloading_disposes_whatever_fails_and_tells_it()
    {
        (_script.FailsToStop, _script.FailsToDispose) = (true, true);
        await _stage.StartAsync(Solo);
        var problems = (await Assert.ThrowsAsync<DiagnosticException>(() => _stage.Host.UnloadAsync(Solo))).Diagnostics;
        Assert.Equal(2, problems.Count);
        Assert.Equal((PluginState.Unloaded, 1), (_stage.StateOf("solo"), _script.Disposed));
    }

    [Theory]
    [InlineData("trumpet")]
    [InlineData("result/trumpet")]
    [InlineData("")]
    public async Task An_unknown_name_is_told_by_every_step(string id)
    {
        foreach (var step in new Func<Task>[]
        {
            () => _stage.Host.LoadAsync(id), () => _stage.Host.InitializeAsync(id), () => _stage.StartAsync(id), () => _stage.Host.StopAsync(id),
            () => _stage.RestartAsync(id), () => _stage.Host.UnloadAsync(id), () => Task.FromResult(_stage.Host.StatusOf(id)),
        })
            Assert.Equal(PluginCodes.Unknown, (await Stage.RefusalAsync(step)).Code);
        Assert.Equal(PluginCodes.Unknown, Assert.Throws<DiagnosticException>(() => _stage.Host.Configure(id, Host.Options())).Diagnostics[0].Code);
    }

    [Fact]
    public async Task Steps_of_many_threads_are_done_one_at_a_time()
    {
        for (var i = 0; i < 10; i++)
            _stage.Add($"p{i}", i == 0 ? [] : [$"p{i - 1}"]);
        await Parallel.ForAsync(0, 200, TestContext.Current.CancellationToken, async (i, _) =>
        {
            var id = $"result/p{i % 10}";
            await ((i % 4) switch
            {
                0 => _stage.StartAsync(id),
                1 => _stage.Host.StopAsync(id),
                2 => _stage.RestartAsync(id),
                _ => _stage.Host.UnloadAsync(id),
            });
        });
        await _stage.Host.DisposeAsync();
        Assert.All(_stage.Host.Statuses, status => Assert.DoesNotContain(status.State, new[] { PluginState.Active, PluginState.Starting, PluginState.Stopping, PluginState.Failed }));
    }

    private static OptionProperty Option(string key, ValueSchema schema, params string[] formerKeys) => new(key, "", schema) { RenamedFrom = formerKeys };

    private static ScalarNode Key(string text) => new(default, text, ScalarKind.Text);

    private sealed class Quiet : IResultWriter
    {
        public string FileName => "quiet";

        public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

using Foray.Plugins.Lifecycle;
using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;

namespace Foray.Plugins.Tests.Lifecycle;

public sealed class StartOrderTests : IAsyncDisposable
{
    private readonly Stage _stage = new();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    private IEnumerable<string> Order(params IEnumerable<string> names) => _stage.Host.StartOrder(names.Select(name => "result/" + name)).Select(plugin => plugin.Name);

    private static string Manifest(string package, string version, string name, string? requires = null, string? versions = null)
    {
        var requirement = requires is null ? "" : $$""","requires":[{"kind":"result","name":"{{requires}}"{{(versions is null ? "" : $",\"versions\":\"{versions}\"")}}}]""";
        return $$"""{"package":"{{package}}","version":"{{version}}","sdk":"0.2.0","plugins":[{"kind":"result","name":"{{name}}","type":"X","factory":"Y"{{requirement}}}]}""";
    }

    [Fact]
    public void Plugins_that_need_nothing_of_each_other_are_ordered_by_id_whatever_the_order_of_asking()
    {
        foreach (var name in new[] { "c", "a", "b" })
            _stage.Add(name);
        Assert.Equal(["a", "b", "c"], Order("b", "c", "a", "b"));
        Assert.Equal(["b"], Order("b"));
        Assert.Empty(Order());
    }

    [Fact]
    public void In_a_diamond_each_comes_once_and_after_what_it_requires()
    {
        _stage.Add("a", "left", "right");
        _stage.Add("left", "z");
        _stage.Add("right", "z");
        _stage.Add("z");
        Assert.Equal(["z", "left", "right", "a"], Order("a"));
        Assert.Equal(["z", "right"], Order("right"));
    }

    [Fact]
    public async Task They_start_in_that_order_and_stop_in_the_reverse_one()
    {
        _stage.Add("a", "left", "right");
        _stage.Add("left", "z");
        _stage.Add("right", "z");
        _stage.Add("z");
        await _stage.StartAsync("result/a");
        Assert.Equal(["start z", "start left", "start right", "start a"], _stage.Told);
        Assert.Empty(await _stage.Host.StopAllAsync());
        Assert.Equal(["stop a", "stop right", "stop left", "stop z"], _stage.Told);
    }

    [Fact]
    public async Task A_missing_requirement_is_named_with_who_requires_it()
    {
        _stage.Add("a", "absent");
        var refusal = await Stage.RefusalAsync(() => _stage.StartAsync("result/a"));
        Assert.Equal(PluginCodes.MissingRequirement, refusal.Code);
        Assert.Contains("result 'a'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("requires the result 'absent'", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((PluginState.Failed, refusal), (_stage.StateOf("a"), _stage.Host.StatusOf("result/a").Cause));
        Assert.Equal([refusal.Message], _stage.Host.Validate().Select(problem => problem.Message));
    }

    [Fact]
    public async Task A_wrong_version_is_named_with_the_range_and_the_version_that_was_found()
    {
        _stage.Add("a", "b [1.0,2.0)");
        _stage.AddVersion("b", "2.1.0");
        var refusal = await Stage.RefusalAsync(() => _stage.StartAsync("result/a"));
        Assert.Equal(PluginCodes.WrongVersion, refusal.Code);
        Assert.Contains("[1.0,2.0)", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("2.1.0", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(PluginState.Discovered, _stage.StateOf("b"));
    }

    [Theory]
    [InlineData("[1.0,2.0)", "1.0.0", true)]
    [InlineData("[1.0,2.0)", "1.9.9", true)]
    [InlineData("[1.0,2.0)", "2.0.0", false)]
    [InlineData("[1.0,2.0)", "0.9.0", false)]
    [InlineData("1.2", "3.0.0", true)]
    [InlineData("[1.2]", "1.2.0", true)]
    [InlineData("[1.2]", "1.2.1", false)]
    [InlineData("1.0", "1.0.0-preview.1", false)]
    [InlineData("rubbish", "1.0.0", false)]
    public void A_version_is_compared_as_NuGet_does(string range, string version, bool isRight)
    {
        _stage.Add("a", "b " + range);
        _stage.AddVersion("b", version);
        Assert.Equal(isRight, _stage.Host.Validate().Count == 0);
    }

    [Fact]
    public async Task A_cycle_is_told_with_its_path_where_nobody_asked_for_it_too_and_others_start()
    {
        _stage.Add("c", "a");
        _stage.Add("a", "b");
        _stage.Add("b", "c");
        _stage.Add("outside", "c");
        _stage.Add("sound");
        var problem = Assert.Single(_stage.Host.Validate());
        Assert.Equal(PluginCodes.RequirementCycle, problem.Code);
        var path = string.Join(" → ", new[] { "a", "b", "c", "a" }.Select(name => $"result/{AppDomain.CurrentDomain.FriendlyName}:{name}"));
        Assert.EndsWith(path, problem.Message, StringComparison.Ordinal);
        Assert.All(["a", "b", "c", "outside"], name => Assert.Equal(PluginState.Failed, _stage.StateOf(name)));

        await _stage.StartAsync("result/sound");
        Assert.Equal(problem.Message, (await Stage.RefusalAsync(() => _stage.StartAsync("result/outside"))).Message);
        Assert.Equal(PluginState.Active, _stage.StateOf("sound"));
    }

    [Fact]
    public void A_plugin_that_requires_itself_is_a_cycle()
    {
        _stage.Add("a", "a");
        Assert.Contains("a → ", Assert.Single(_stage.Host.Validate()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_plugins_of_two_packages_that_require_one_another_are_a_cycle_that_names_both()
    {
        using var folder = new PackageFolder();
        folder.AddManifest("Egg", Manifest("Egg", "1.0.0", "egg", "hen"));
        folder.AddManifest("Hen", Manifest("Hen", "1.0.0", "hen", "egg"));
        await using var stage = new Stage(folder.Catalog());
        Assert.Contains("result/Egg:egg → result/Hen:hen → result/Egg:egg", Assert.Single(stage.Host.Validate()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_of_a_package_is_compared_with_what_another_package_requires()
    {
        using var folder = new PackageFolder();
        folder.AddManifest("Egg", Manifest("Egg", "1.0.0", "egg", "hen", "[2.0,3.0)"));
        folder.AddManifest("Hen", Manifest("Hen", "1.5.0", "hen"));
        await using var stage = new Stage(folder.Catalog());
        var problem = Assert.Single(stage.Host.Validate());
        Assert.Equal(PluginCodes.WrongVersion, problem.Code);
        Assert.Contains("1.5.0 of package 'Hen'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_requirement_that_is_disabled_is_not_there()
    {
        using var folder = new PackageFolder();
        folder.AddManifest("Egg", Manifest("Egg", "1.0.0", "egg", "hen"));
        folder.AddManifest("Hen", Manifest("Hen", "1.0.0", "hen"));
        await using var stage = new Stage(folder.Catalog(new PluginSettings { Disable = ["hen"] }));
        var problem = Assert.Single(stage.Host.Validate());
        Assert.Equal(PluginCodes.MissingRequirement, problem.Code);
        Assert.Contains("disabled", problem.Message, StringComparison.Ordinal);
        Assert.Equal(PluginState.Disabled, stage.Host.StatusOf("result/Hen:hen").State);
        Assert.Equal(PluginCodes.Disabled, (await Stage.RefusalAsync(() => stage.StartAsync("result/Hen:hen"))).Code);
        Assert.Empty(stage.Told);
    }

    [Fact]
    public async Task A_failed_start_unwinds_what_it_had_started_and_says_why_the_rest_did_not()
    {
        _stage.Add("a", "b");
        _stage.Add("b", "c", "running");
        _stage.Add("c");
        _stage.Add("running");
        await _stage.StartAsync("result/running");
        _ = _stage.Told;
        var broken = _stage.Add("d", "a");
        broken.FailsToStart = true;
        _stage.Add("e", "d");

        var refusal = await Stage.RefusalAsync(() => _stage.StartAsync("result/e"));
        Assert.Equal(PluginCodes.Fault, refusal.Code);
        Assert.Contains("stage fright", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["start c", "start b", "start a", "start d", "stop d", "stop a", "stop b", "stop c"], _stage.Told);
        Assert.All(["a", "b", "c"], name => Assert.Equal(PluginState.Stopped, _stage.StateOf(name)));
        Assert.Equal(PluginState.Active, _stage.StateOf("running"));
        Assert.Equal(PluginState.Failed, _stage.StateOf("d"));
        Assert.Equal(PluginCodes.RequirementFailed, _stage.Host.StatusOf("result/e").Cause!.Code);
        Assert.Contains("'d'", _stage.Host.StatusOf("result/e").Cause!.Message, StringComparison.Ordinal);

        broken.FailsToStart = false;
        await _stage.StartAsync("result/e");
        Assert.Equal(PluginState.Active, _stage.StateOf("e"));
    }

    [Fact]
    public async Task Starting_several_one_that_fails_keeps_no_other_from_starting_unless_it_is_required()
    {
        _stage.Add("a").FailsToInitialize = true;
        _stage.Add("b", "a");
        _stage.Add("c");
        var problems = await _stage.StartAllAsync(["result/c", "result/b", "result/a"]);
        Assert.Contains("no costume", Assert.Single(problems).Message, StringComparison.Ordinal);
        Assert.Equal([PluginState.Failed, PluginState.Failed, PluginState.Active], new[] { "a", "b", "c" }.Select(_stage.StateOf));
    }

    [Fact]
    public async Task A_restart_stops_those_that_require_it_before_and_starts_them_again()
    {
        _stage.Add("a");
        _stage.Add("b", "a");
        _stage.Add("c", "b");
        _stage.Add("idle", "a");
        _stage.Add("other");
        await _stage.StartAllAsync(["result/c", "result/other"]);
        _ = _stage.Told;
        await _stage.RestartAsync("result/a");
        Assert.Equal(["stop c", "stop b", "stop a", "start a", "start b", "start c"], _stage.Told);
        Assert.Equal(PluginState.Discovered, _stage.StateOf("idle"));
    }

    [Fact]
    public async Task Stopping_goes_on_when_one_fails_to_and_tells_all_failures()
    {
        _stage.Add("a").FailsToStop = true;
        _stage.Add("b", "a").FailsToStop = true;
        _stage.Add("c", "b");
        await _stage.StartAsync("result/c");
        _ = _stage.Told;
        var problems = (await Assert.ThrowsAsync<DiagnosticException>(() => _stage.Host.StopAsync("result/a"))).Diagnostics;
        Assert.Equal(["stop c", "stop b", "stop a"], _stage.Told);
        Assert.Equal(2, problems.Count);
        Assert.Equal([PluginState.Failed, PluginState.Failed, PluginState.Stopped], new[] { "a", "b", "c" }.Select(_stage.StateOf));
    }

    [Fact]
    public async Task Disposing_the_host_stops_and_disposes_in_reverse_order()
    {
        _stage.Add("b");
        _stage.Add("a", "b");
        _stage.Add("c", "a");
        await _stage.StartAsync("result/c");
        _ = _stage.Told;
        await _stage.Host.DisposeAsync();
        Assert.Equal(["stop c", "stop a", "stop b", "dispose c", "dispose a", "dispose b"], _stage.Told);
    }

    [Fact]
    public async Task All_between_a_failed_plugin_and_the_one_that_was_to_start_say_why_they_did_not()
    {
        _stage.Add("a").FailsToStart = true;
        _stage.Add("b", "a");
        _stage.Add("c", "b");
        await Stage.RefusalAsync(() => _stage.StartAsync("result/c"));
        foreach (var name in new[] { "b", "c" })
        {
            var status = _stage.Host.StatusOf("result/" + name);
            Assert.Equal((PluginState.Failed, PluginCodes.RequirementFailed), (status.State, status.Cause?.Code));
            Assert.Contains("'a'", status.Cause!.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_restart_goes_on_with_the_others_where_one_fails_to_start_and_tells_all_problems()
    {
        _stage.Add("a");
        var broken = _stage.Add("b", "a");
        _stage.Add("c", "b");
        _stage.Add("d", "a");
        await _stage.StartAllAsync(["result/c", "result/d"]);
        broken.FailsToStart = true;
        var problems = (await Assert.ThrowsAsync<DiagnosticException>(() => _stage.RestartAsync("result/a"))).Diagnostics;
        Assert.Equal([PluginCodes.Fault, PluginCodes.RequirementFailed], problems.Select(problem => problem.Code));
        Assert.Equal([PluginState.Active, PluginState.Failed, PluginState.Failed, PluginState.Active], new[] { "a", "b", "c", "d" }.Select(_stage.StateOf));
    }
}

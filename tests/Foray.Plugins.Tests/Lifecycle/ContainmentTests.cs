using Foray.Plugins.Lifecycle;
using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Results;

namespace Foray.Plugins.Tests.Lifecycle;

/// <summary>Each fault is told with its package and leaves every other plugin working.</summary>
public sealed class ContainmentTests : IAsyncDisposable
{
    private readonly PackageFolder _folder = new(Fixture.Faulty, Fixture.Metronome);
    private Stage? _stage;

    private Stage Stage => _stage ??= new Stage(_folder.Catalog());

    public async ValueTask DisposeAsync()
    {
        if (_stage is not null)
            await _stage.PassAsync(Task.CompletedTask, _stage.DisposeAsync().AsTask());
        _folder.Dispose();
    }

    /// <summary>The fault, after making sure that it is in the plugin's state and that another plugin still works.</summary>
    private async Task<Diagnostic> FaultAsync(string name, string package, Func<Task> step)
    {
        var fault = await Lifecycle.Stage.RefusalAsync(step);
        Assert.Equal(Severity.Error, fault.Severity);
        Assert.Contains($"'{name}'", fault.Message, StringComparison.Ordinal);
        Assert.Contains($"'{package}'", fault.Message, StringComparison.Ordinal);
        Assert.NotNull(fault.Remedy);
        await AssertOthersWorkAsync();
        return fault;
    }

    private async Task AssertOthersWorkAsync()
    {
        await Stage.StartAsync("result/metronome");
        Assert.Equal("metronome.txt", Stage.Host.Get<IResultWriter>("result/metronome").FileName);
        Assert.Equal(PluginState.Active, Stage.StateOf("metronome"));
    }

    private async Task<Diagnostic> StartFaultAsync(string name, string package)
    {
        var fault = await FaultAsync(name, package, () => Stage.StartAsync("result/" + name));
        Assert.Equal((PluginState.Failed, fault), (Stage.StateOf(name), Stage.Host.StatusOf("result/" + name).Cause));
        return fault;
    }

    private static void Damage(string file, Action<byte[]> change)
    {
        var content = File.ReadAllBytes(file);
        change(content);
        File.WriteAllBytes(file, content);
    }

    private static void Truncate(string file)
    {
        using var stream = File.OpenWrite(file);
        stream.SetLength(stream.Length / 2);
    }

    [Theory]
    [InlineData("stillborn", "threw in the static constructor of 'Foray.Fixtures.Faulty.Stillborn': there is no name for it")]
    [InlineData("thrower", "the string broke")]
    [InlineData("needy", "IProcesses")]
    [InlineData("refuser", "failed while it started: not today")]
    public async Task What_a_plugin_throws_when_it_is_made_or_started_is_its_fault(string name, string cause)
    {
        var fault = await StartFaultAsync(name, Fixture.Faulty);
        Assert.Equal(PluginCodes.Fault, fault.Code);
        Assert.Contains(cause, fault.Message, StringComparison.Ordinal);
        await Stage.StartAsync("result/sound");
    }

    [Fact]
    public async Task What_a_module_initializer_throws_is_the_packages_fault()
    {
        _folder.Install(Fixture.Explosive);
        var fault = await StartFaultAsync("bomb", Fixture.Explosive);
        Assert.Equal(PluginCodes.Fault, fault.Code);
        Assert.Contains("threw in its module initializer: it went off", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_call_throws_is_a_fault_and_the_plugin_stays_active()
    {
        await Stage.StartAsync("result/stumbler");
        var fault = await FaultAsync("stumbler", Fixture.Faulty, () => Stage.Host.CallAsync<IResultWriter, bool>("result/stumbler", async writer =>
        {
            await writer.WriteAsync(new RunResults("", "", default, default, default, "", []), Stream.Null, CancellationToken.None);
            return true;
        }));
        Assert.Equal(PluginCodes.Fault, fault.Code);
        Assert.Equal((PluginState.Active, 1), (Stage.StateOf("stumbler"), Stage.Host.StatusOf("result/stumbler").FailedCalls));
    }

    [Theory]
    [InlineData("lingerer")]
    [InlineData("blocker")]
    public async Task One_that_is_never_done_with_being_disposed_is_left_alone(string name)
    {
        await Stage.StartAsync("result/" + name);
        var unload = Stage.Host.UnloadAsync("result/" + name);
        await Stage.PassAsync(Task.CompletedTask, unload);
        var fault = await FaultAsync(name, Fixture.Faulty, () => unload);
        Assert.Equal(PluginCodes.TooSlow, fault.Code);
        Assert.Equal(PluginState.Unloaded, Stage.StateOf(name));
    }

    [Fact]
    public async Task One_that_never_stops_is_left_alone_and_another_is_made_for_the_next_start()
    {
        await Stage.StartAsync("result/clinger");
        var stop = Stage.Host.StopAsync("result/clinger");
        await Stage.PassAsync(Task.CompletedTask, stop);
        Assert.Equal(PluginCodes.TooSlow, (await FaultAsync("clinger", Fixture.Faulty, () => stop)).Code);
        await Stage.StartAsync("result/clinger");
        Assert.Equal(PluginState.Active, Stage.StateOf("clinger"));
    }

    [Fact]
    public async Task One_that_fails_when_it_is_disposed_is_gone_all_the_same()
    {
        await Stage.StartAsync("result/quitter");
        Assert.Equal(PluginCodes.Fault, (await FaultAsync("quitter", Fixture.Faulty, () => Stage.Host.UnloadAsync("result/quitter"))).Code);
        Assert.Equal(PluginState.Unloaded, Stage.StateOf("quitter"));
    }

    [Fact]
    public async Task A_static_constructor_that_threw_is_tried_again_in_a_new_context()
    {
        _folder.Install(Fixture.Fickle);
        var wind = Path.Combine(_folder.Path, "wind");
        File.WriteAllText(wind, "");
        Environment.SetEnvironmentVariable("FORAY_FIXTURES_FICKLE", wind);
        Assert.Contains("the wind is against it", (await StartFaultAsync("fickle", Fixture.Fickle)).Message, StringComparison.Ordinal);
        Assert.Contains("the wind is against it", (await StartFaultAsync("fickle", Fixture.Fickle)).Message, StringComparison.Ordinal);
        File.Delete(wind);
        await Stage.StartAsync("result/fickle");
        Assert.Equal((PluginState.Active, null), (Stage.StateOf("fickle"), Stage.Host.StatusOf("result/fickle").Cause));
    }

    [Fact]
    public async Task A_missing_library_of_its_own_is_named()
    {
        _folder.Install(Fixture.Strings);
        File.Delete(Path.Combine(_folder.Path, Fixture.Strings, "Foray.Fixtures.Tuning.dll"));
        var fault = await StartFaultAsync("harp", Fixture.Strings);
        Assert.Equal(PluginCodes.MissingDependency, fault.Code);
        Assert.Contains("Foray.Fixtures.Tuning", fault.Message, StringComparison.Ordinal);
        await Stage.StartAsync("result/drum");
    }

    [Fact]
    public async Task A_missing_native_library_is_named()
    {
        _folder.Install(Fixture.Strings);
        Directory.Delete(Path.Combine(_folder.Path, Fixture.Strings, "runtimes"), recursive: true);
        var fault = await StartFaultAsync("harp", Fixture.Strings);
        Assert.Equal(PluginCodes.MissingDependency, fault.Code);
        Assert.Contains("e_sqlite3", fault.Message, StringComparison.Ordinal);
        await Stage.StartAsync("result/drum");
    }

    [Fact]
    public async Task A_missing_native_library_is_not_taken_from_another_package()
    {
        _folder.Install(Fixture.Strings);
        Directory.Delete(Path.Combine(_folder.Path, Fixture.Strings, "runtimes"), recursive: true);
        using var whole = new PackageFolder(Fixture.Strings);
        await using var other = new Stage(whole.Catalog());
        await other.StartAsync("result/harp");
        Assert.Equal(PluginCodes.MissingDependency, (await StartFaultAsync("harp", Fixture.Strings)).Code);
    }

    [Fact]
    public async Task A_library_of_its_own_that_is_truncated_is_named()
    {
        _folder.Install(Fixture.Strings);
        var library = Path.Combine(_folder.Path, Fixture.Strings, "Foray.Fixtures.Tuning.dll");
        Truncate(library);
        var fault = await StartFaultAsync("harp", Fixture.Strings);
        Assert.Equal(PluginCodes.UnusableFile, fault.Code);
        Assert.Contains("Foray.Fixtures.Tuning", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_for_another_processor_is_told_both()
    {
        _folder.Install(Fixture.Foreign);
        var fault = await StartFaultAsync("foreigner", Fixture.Foreign);
        Assert.Equal(PluginCodes.UnusableFile, fault.Code);
        Assert.Contains(_folder.AssemblyOf(Fixture.Foreign), fault.Message, StringComparison.Ordinal);
        Assert.Contains($"this one is {System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_that_is_damaged_after_it_was_found_cannot_be_loaded()
    {
        _folder.Install(Fixture.Noise);
        _ = Stage;
        Damage(_folder.AssemblyOf(Fixture.Noise), content => content.AsSpan(content.Length / 4, content.Length / 2).Clear());
        Assert.Contains((await StartFaultAsync("chart", Fixture.Noise)).Code, new[] { PluginCodes.UnusableFile, PluginCodes.FalseManifest });
    }

    [Fact]
    public async Task A_package_that_is_truncated_after_it_was_found_cannot_be_loaded()
    {
        _folder.Install(Fixture.Noise);
        _ = Stage;
        Truncate(_folder.AssemblyOf(Fixture.Noise));
        Assert.Equal(PluginCodes.UnusableFile, (await StartFaultAsync("chart", Fixture.Noise)).Code);
    }

    [Fact]
    public async Task A_package_that_is_gone_after_it_was_found_cannot_be_loaded()
    {
        _folder.Install(Fixture.Noise);
        _ = Stage;
        Directory.Delete(Path.Combine(_folder.Path, Fixture.Noise), recursive: true);
        Assert.Equal(PluginCodes.UnusableFile, (await StartFaultAsync("chart", Fixture.Noise)).Code);
    }

    [Theory]
    [InlineData(Fixture.Tomorrow, "format 2")]
    [InlineData(Fixture.Noise, "damaged")]
    public async Task A_package_whose_manifest_cannot_be_read_is_left_out_and_named(string fixture, string cause)
    {
        _folder.Install(fixture);
        if (fixture == Fixture.Noise)
            Truncate(_folder.AssemblyOf(fixture));
        var warning = Assert.Single(Stage.Host.Catalog.Diagnostics);
        Assert.Equal((PluginCodes.BadPackage, Severity.Error), (warning.Code, warning.Severity));
        Assert.Contains(fixture, warning.Message, StringComparison.Ordinal);
        Assert.Contains(cause, warning.Message, StringComparison.Ordinal);
        await AssertOthersWorkAsync();
    }

    [Theory]
    [InlineData("classless", PluginCodes.FalseManifest, "NobodysFactory")]
    [InlineData("factoryless", PluginCodes.FalseManifest, "NoFactory")]
    [InlineData("misled", PluginCodes.FalseManifest, "is no IPluginFactory")]
    [InlineData("idler", PluginCodes.FalseManifest, "is no result")]
    [InlineData("optionless", PluginCodes.BadPackage, "NoOptions")]
    public async Task A_manifest_that_is_not_true_is_told(string name, string code, string cause)
    {
        _folder.Install(Fixture.Liar);
        var fault = await Lifecycle.Stage.RefusalAsync(() => Stage.StartAsync("result/" + name));
        Assert.Equal(code, fault.Code);
        Assert.Contains($"'{Fixture.Liar}'", fault.Message, StringComparison.Ordinal);
        Assert.Contains(cause, fault.Message, StringComparison.Ordinal);
        Assert.Equal((PluginState.Failed, fault), (Stage.StateOf(name), Stage.Host.StatusOf("result/" + name).Cause));
        await AssertOthersWorkAsync();
    }

    [Fact]
    public async Task One_that_is_disabled_in_the_settings_is_never_loaded()
    {
        _folder.Install(Fixture.Tripwire);
        var trace = Path.Combine(_folder.Path, "trace");
        Environment.SetEnvironmentVariable("FORAY_FIXTURES_TRIPWIRE", trace);
        await using var stage = new Stage(_folder.Catalog(new PluginSettings { Disable = ["result/tripwire"] }));
        const string Id = $"result/{Fixture.Tripwire}:tripwire";
        stage.Host.Validate();
        foreach (var step in new Func<Task>[] { () => stage.Host.LoadAsync(Id), () => stage.Host.InitializeAsync(Id), () => stage.StartAsync(Id), () => stage.RestartAsync(Id) })
            Assert.Equal(PluginCodes.Disabled, (await Lifecycle.Stage.RefusalAsync(step)).Code);
        Assert.Equal((PluginState.Disabled, PluginCodes.Disabled), (stage.Host.StatusOf(Id).State, stage.Host.StatusOf(Id).Cause!.Code));
        Assert.False(File.Exists(trace));
    }
}

using System.Runtime.Loader;
using System.Text;
using Foray.Plugins.Lifecycle;
using Foray.Plugins.Tests.Lifecycle;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Plugins.Tests.Loading;

public sealed class PluginLoaderTests : IDisposable
{
    private readonly PackageFolder _folder = new(Fixture.Faulty, Fixture.Music, Fixture.Noise);
    private readonly Host _host = new();

    public void Dispose() => _folder.Dispose();

    private IResultWriter Make(string name, params IEnumerable<(string Key, string Value)> options) =>
        _host.Loader.Create<IResultWriter>(_folder.Catalog().Find("result", name, out _)!, Host.Options(options));

    private static async Task<string> WriteAsync(IResultWriter writer)
    {
        using var target = new MemoryStream();
        await writer.WriteAsync(new RunResults("", "", default, default, default, "", []), target, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(target.ToArray());
    }

    [Fact]
    public async Task A_plugin_is_made_with_its_options_and_services()
    {
        var writer = Make("score", ("file", "opus.txt"), ("voices", "3"), ("clef", "bass"));
        Assert.Equal("opus.txt", writer.FileName);
        Assert.StartsWith("3 Bass ", await WriteAsync(writer), StringComparison.Ordinal);
        Assert.Equal(["make score opus.txt"], _host.Told);
    }

    [Fact]
    public void Options_that_do_not_fit_are_a_diagnostic_and_no_fault() =>
        Assert.NotEqual(PluginCodes.Fault, Assert.Throws<DiagnosticException>(() => Make("score", ("voices", "many"))).Diagnostics[0].Code);

    [Theory]
    [InlineData("thrower", "the string broke")]
    [InlineData("stillborn", "there is no name for it")]
    [InlineData("needy", "IProcesses")]
    public void A_plugin_that_cannot_be_made_is_a_fault_that_names_its_package(string name, string cause)
    {
        var fault = Assert.Throws<DiagnosticException>(() => Make(name)).Diagnostics[0];
        Assert.Equal((PluginCodes.Fault, Severity.Error), (fault.Code, fault.Severity));
        Assert.Contains($"'{name}'", fault.Message, StringComparison.Ordinal);
        Assert.Contains($"'{Fixture.Faulty}'", fault.Message, StringComparison.Ordinal);
        Assert.Contains(cause, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_leaves_the_other_plugins_usable_those_of_its_package_too()
    {
        Assert.Throws<DiagnosticException>(() => Make("thrower"));
        Assert.Throws<DiagnosticException>(() => Make("stillborn"));
        Assert.Equal("sound.txt", Make("sound").FileName);
        Assert.Equal("notes.txt", Make("notes").FileName);
    }

    [Fact]
    public void A_package_whose_assembly_is_gone_or_empty_of_its_types_is_told_with_its_name()
    {
        var catalog = _folder.Catalog();
        File.Delete(_folder.AssemblyOf(Fixture.Noise));
        var gone = Assert.Throws<DiagnosticException>(() => _host.Loader.Create<IResultWriter>(catalog.Find("result", $"{Fixture.Noise}:chart", out _)!, Host.Options()));
        Assert.Equal(PluginCodes.UnusableFile, gone.Diagnostics[0].Code);
        Assert.Contains(Fixture.Noise, gone.Diagnostics[0].Message, StringComparison.Ordinal);

        _folder.AddManifest("Hollow", """{"package":"Hollow","version":"1.0.0","sdk":"0.1.0","plugins":[{"kind":"result","name":"hollow","type":"X","factory":"Y"}]}""");
        Assert.Equal(PluginCodes.FalseManifest, Assert.Throws<DiagnosticException>(() => Make("hollow")).Diagnostics[0].Code);
    }

    [Fact]
    public void A_plugin_of_another_kind_than_was_asked_for_is_not_what_its_manifest_says()
    {
        var decoder = _folder.Catalog().Find("decoder", "flac", out _)!;
        Assert.Equal(PluginCodes.FalseManifest, Assert.Throws<DiagnosticException>(() => _host.Loader.Create<IResultWriter>(decoder, Host.Options())).Diagnostics[0].Code);
    }

    [Fact]
    public async Task A_plugin_of_a_kind_that_only_has_the_name_of_the_programs_is_not_what_it_says()
    {
        await using var stage = new Stage();
        stage.Host.Register<IResultWriter>(new PluginRegistration("namesake", (_, _) => new Namesake()));
        Assert.Equal(PluginCodes.FalseManifest, (await Stage.RefusalAsync(() => stage.Host.InitializeAsync("result/namesake"))).Code);
    }

    [Theory]
    [InlineData(typeof(BadImageFormatException))]
    [InlineData(typeof(FileNotFoundException))]
    [InlineData(typeof(FileLoadException))]
    [InlineData(typeof(TypeLoadException))]
    public async Task A_registered_plugin_that_fails_over_a_file_is_a_fault_and_no_broken_package(Type type)
    {
        await using var stage = new Stage();
        stage.Host.Register<IResultWriter>(new PluginRegistration("reader", (_, _) => throw Failure(type)));
        var fault = await Stage.RefusalAsync(() => stage.Host.InitializeAsync("result/reader"));
        Assert.Equal(PluginCodes.Fault, fault.Code);
        Assert.Contains("the score is lost", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kind_that_a_package_brings_can_be_made() =>
        Assert.Equal("Foray.Fixtures.Music.FlacDecoder", _host.Loader.Create<object>(_folder.Catalog().Find("decoder", "flac", out _)!, Host.Options()).GetType().FullName);

    [Fact]
    public void The_Sdk_is_one_and_the_same_in_every_package()
    {
        var notes = Make("notes");
        var sound = Make("sound");
        var music = AssemblyLoadContext.GetLoadContext(notes.GetType().Assembly)!;
        Assert.NotSame(music, AssemblyLoadContext.GetLoadContext(sound.GetType().Assembly));
        Assert.NotSame(music, AssemblyLoadContext.Default);
        Assert.All([notes, sound], writer => Assert.Contains(typeof(IResultWriter), writer.GetType().GetInterfaces()));
        Assert.DoesNotContain(music.Assemblies, assembly => assembly.GetName().Name == "Foray.Sdk");
    }

    [Fact]
    public void A_package_that_carries_a_copy_of_the_Sdk_gets_the_hosts_all_the_same()
    {
        File.Copy(typeof(IResultWriter).Assembly.Location, Path.Combine(_folder.Path, Fixture.Music, "Foray.Sdk.dll"));
        File.Delete(Path.ChangeExtension(_folder.AssemblyOf(Fixture.Music), ".deps.json")); // without it every assembly of the folder counts
        Assert.IsAssignableFrom<IResultWriter>(Make("notes"));
    }

    [Fact]
    public async Task Two_packages_have_a_version_of_their_own_of_one_dependency()
    {
        var old = Make("score");
        var young = Make($"{Fixture.Noise}:chart");
        Assert.EndsWith(" 440", await WriteAsync(old), StringComparison.Ordinal);
        Assert.Equal("432", await WriteAsync(young));
        Assert.Equal([new Version(1, 0, 0, 0), new Version(2, 0, 0, 0)], new[] { old, young }
            .Select(writer => AssemblyLoadContext.GetLoadContext(writer.GetType().Assembly)!.Assemblies.Single(assembly => assembly.GetName().Name == "Foray.Fixtures.Tuning"))
            .Select(assembly => assembly.GetName().Version));
        Assert.DoesNotContain(AssemblyLoadContext.Default.Assemblies, assembly => assembly.GetName().Name == "Foray.Fixtures.Tuning");
    }

    [Fact]
    public void A_package_is_loaded_once_whatever_is_made_of_it() =>
        Assert.Same(Make("notes").GetType().Assembly, Make("score").GetType().Assembly);

    private static Exception Failure(Type type) => type == typeof(BadImageFormatException) ? new BadImageFormatException("the score is lost")
        : type == typeof(FileNotFoundException) ? new FileNotFoundException("the score is lost", "Score, Version=1.0.0.0")
        : type == typeof(FileLoadException) ? new FileLoadException("the score is lost", "score.dll")
        : new TypeLoadException("the score is lost");

    [PluginKind("result")]
    private interface INamesake;

    private sealed class Namesake : INamesake;
}

namespace Foray.EndToEnd.Tests.Plugins;

/// <summary><c>dotnet pack</c> of plugins outside this repository.</summary>
public sealed class PackTests : IAsyncLifetime
{
    private readonly AuthorFolder _author = new();

    public ValueTask InitializeAsync()
    {
        _author.WriteSources();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _author.DisposeAsync();

    [Fact]
    public async Task A_package_holds_content_native_libraries_and_dependencies_and_nothing_that_the_host_shares()
    {
        _author.WriteProject("Acme.Full", items: """
            <PackageReference Include="SQLitePCLRaw.lib.e_sqlite3" Version="2.1.13" />
            <PackageReference Include="Microsoft.Extensions.Logging" Version="10.0.12" />
            <Content Include="playbooks/**" CopyToPublishDirectory="PreserveNewest" />
            """);
        _author.Write("Acme.Full/playbooks/install", "a file without an extension");
        _author.Write("Acme.Full/playbooks/roles/tasks.xml", "<tasks />");
        WritePlugin("Acme.Full", "[Plugin(\"full\")] public sealed class Full : IPlayer;", "[PluginKind(\"player\")] public interface IPlayer;");

        await PackAsync("Acme.Full");

        var files = _author.FilesOf("Acme.Full.1.0.0.nupkg");
        Assert.Contains("foray/playbooks/install", files);
        Assert.Contains("foray/playbooks/roles/tasks.xml", files);
        Assert.Contains("foray/runtimes/linux-x64/native/libe_sqlite3.so", files);
        Assert.Contains("foray/Microsoft.Extensions.Logging.dll", files);
        Assert.DoesNotContain(files, file => file.Contains("Abstractions", StringComparison.Ordinal) || file.Contains("Foray.Sdk", StringComparison.Ordinal));
        Assert.DoesNotContain(files, file => file.StartsWith("lib/", StringComparison.Ordinal) || file.EndsWith(".pdb", StringComparison.Ordinal));
        Assert.Empty(_author.DependenciesOf("Acme.Full.1.0.0.nupkg"));
        var dependencies = _author.TextOf("Acme.Full.1.0.0.nupkg", "foray/Acme.Full.deps.json");
        Assert.Contains("libe_sqlite3.so", dependencies, StringComparison.Ordinal);
        Assert.DoesNotContain("Microsoft.Extensions.Logging.Abstractions.dll", dependencies, StringComparison.Ordinal);
        Assert.DoesNotContain("Foray.Sdk.dll", dependencies, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contracts_are_compiled_against_and_required_and_not_brought_along()
    {
        // A version of this test's own, because NuGet keeps what it has seen under a version for ever.
        var version = $"1.2.{Environment.ProcessId}";
        _author.WriteProject("Acme.Kinds", $"<Version>{version}</Version><ForayExportsContracts>true</ForayExportsContracts>", """<PackageReference Include="YamlDotNet" Version="18.1.0" />""");
        WritePlugin("Acme.Kinds", "[PluginKind(\"decoder\")] public interface IDecoder;");
        _author.WriteProject("Acme.Discs", items: $"""<PackageReference Include="Acme.Kinds" Version="[{version},2.0)" />""");
        WritePlugin("Acme.Discs", "[Plugin(\"disc\")] public sealed class Disc : Acme.Kinds.IDecoder;");
        _author.WriteProject("Acme.Tapes", items: """<ProjectReference Include="../Acme.Kinds/Acme.Kinds.csproj" ForayPlugin="true" ExcludeAssets="runtime" />""");
        WritePlugin("Acme.Tapes", "[Plugin(\"tape\")] public sealed class Tape : Acme.Kinds.IDecoder;");

        foreach (var project in new[] { "Acme.Kinds", "Acme.Discs", "Acme.Tapes" })
            await PackAsync(project);

        var kinds = _author.FilesOf($"Acme.Kinds.{version}.nupkg");
        Assert.Contains("lib/net10.0/Acme.Kinds.dll", kinds);
        Assert.Contains("lib/net10.0/Acme.Kinds.xml", kinds);
        Assert.Contains("foray/YamlDotNet.dll", kinds);
        Assert.Empty(_author.DependenciesOf($"Acme.Kinds.{version}.nupkg"));
        foreach (var (package, range) in new[] { ("Acme.Discs", $"[{version}, 2.0.0)"), ("Acme.Tapes", version) })
        {
            Assert.Equal([$"Acme.Kinds {range}"], _author.DependenciesOf($"{package}.1.0.0.nupkg"));
            Assert.Equal(
                [$"buildTransitive/{package}.props", $"foray/{package}.deps.json", $"foray/{package}.dll", $"foray/{package}.runtimeconfig.json"],
                _author.FilesOf($"{package}.1.0.0.nupkg"));
            Assert.DoesNotContain("Acme.Kinds.dll", _author.TextOf($"{package}.1.0.0.nupkg", $"foray/{package}.deps.json"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_library_that_is_no_plugin_is_packed_as_any_other()
    {
        _author.WriteProject("Acme.Parts", "<IsForayPlugin>false</IsForayPlugin><Version>1.0.0-beta</Version>");
        _author.Write("Acme.Parts/Part.cs", "namespace Acme.Parts; public sealed class Part;");

        await PackAsync("Acme.Parts");

        Assert.Contains("lib/net10.0/Acme.Parts.dll", _author.FilesOf("Acme.Parts.1.0.0-beta.nupkg"));
        Assert.Equal([$"Foray.Sdk {AuthorFolder.FeedVersion}"], _author.DependenciesOf("Acme.Parts.1.0.0-beta.nupkg"));
    }

    [Fact]
    public async Task A_package_of_another_name_than_its_assembly_is_refused()
    {
        _author.WriteProject("Acme.Named", "<PackageId>Acme.Other</PackageId>");
        WritePlugin("Acme.Named", "[PluginKind(\"player\")] public interface IPlayer;");

        var result = await _author.TryDotnetAsync("pack", "Acme.Named", "-o", "packages", "-v", "quiet", "-p:UseSharedCompilation=false");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("FORAY090", result.Output, StringComparison.Ordinal);
    }

    private Task PackAsync(string project) => _author.DotnetAsync("pack", project, "-o", "packages", "-v", "quiet", "-warnaserror", "-p:UseSharedCompilation=false");

    private void WritePlugin(string project, params string[] types) => _author.Write(
        $"{project}/Types.cs", $"using Foray.Sdk.Plugins;\n\nnamespace {project};\n\n{string.Join('\n', types.Select(type => $"/// <summary>A type.</summary>\n{type}"))}\n");
}

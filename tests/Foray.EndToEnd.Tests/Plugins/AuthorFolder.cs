using System.IO.Compression;
using System.Xml.Linq;

namespace Foray.EndToEnd.Tests.Plugins;

/// <summary>A folder of a plugin's author: templates of the program's own feed, written, built and packed with the real <c>dotnet</c>.</summary>
internal sealed class AuthorFolder : IAsyncDisposable
{
    private readonly TestFolder _folder = new();

    public static string Feed { get; } = System.IO.Path.Combine(ForayProgram.Root, "artifacts", "foray", "current", "feed");

    /// <summary>Version of the packages in the program's feed.</summary>
    public static string FeedVersion { get; } =
        System.IO.Path.GetFileNameWithoutExtension(Directory.GetFiles(Feed, "Foray.Sdk.0*.nupkg").Single())["Foray.Sdk.".Length..];

    public string Path => _folder.Path;

    public string Of(params string[] parts) => _folder.Of(parts);

    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>A project file that references the Sdk.</summary>
    public void WriteProject(string name, string properties = "", string items = "") => _folder.Write($"{name}/{name}.csproj", $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Foray.Sdk" Version="{FeedVersion}" />
            {items}
          </ItemGroup>
        </Project>
        """);

    /// <summary>Sources of packages: the program's feed and what is packed here, beside those of the user.</summary>
    public void WriteSources()
    {
        Directory.CreateDirectory(Of("packages"));
        _folder.Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <add key="foray" value="{Feed}" />
                <add key="own" value="{Of("packages")}" />
              </packageSources>
            </configuration>
            """);
    }

    /// <summary>Installs the templates of the program's feed for this folder alone.</summary>
    public Task InstallTemplatesAsync() => DotnetAsync(["new", "install", System.IO.Path.Combine(Feed, $"Foray.Templates.{FeedVersion}.nupkg"), .. Hive]);

    /// <summary>Writes a template with <c>dotnet new</c>.</summary>
    public Task NewAsync(string kind, string name, string folder, string feed) =>
        DotnetAsync(["new", $"foray-{kind}", "-n", name, "-o", folder, "--feed", feed, "--no-update-check", .. Hive]);

    private string[] Hive => ["--debug:custom-hive", Of("hive")];

    public async Task<CommandResult> TryDotnetAsync(params string[] arguments)
    {
        var environment = new Dictionary<string, string?>
        {
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_NOLOGO"] = "1",
            // Compilers and builders that stay would outlive the tests.
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["UseSharedCompilation"] = "false",
            ["GITHUB_ACTIONS"] = null,
        };
        return await ForayProgram.RunProgramAsync("dotnet", Path, environment, arguments);
    }

    public async Task DotnetAsync(params string[] arguments)
    {
        var result = await TryDotnetAsync(arguments);
        Assert.True(result.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}: {result}");
    }

    /// <summary>Names of a package's files, without those of the package format.</summary>
    public IReadOnlyList<string> FilesOf(string package) => Read(package, archive => archive.Entries.Select(entry => entry.FullName)
        .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal)
            && name != "[Content_Types].xml" && !name.EndsWith(".nuspec", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal).ToList());

    public string TextOf(string package, string file) => Read(package, archive =>
    {
        using var reader = new StreamReader(archive.GetEntry(file)!.Open());
        return reader.ReadToEnd();
    });

    public IReadOnlyList<string> TypesOf(string package) =>
        [.. Metadata(package, "packageType").Select(type => type.Attribute("name")!.Value)];

    /// <summary>Dependencies in a package's nuspec, as <c>id version</c>.</summary>
    public IReadOnlyList<string> DependenciesOf(string package) =>
        [.. Metadata(package, "dependency").Select(dependency => $"{dependency.Attribute("id")!.Value} {dependency.Attribute("version")!.Value}")];

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private IEnumerable<XElement> Metadata(string package, string element) =>
        XDocument.Parse(Read(package, archive =>
        {
            using var reader = new StreamReader(archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open());
            return reader.ReadToEnd();
        })).Descendants().Where(found => found.Name.LocalName == element);

    private T Read<T>(string package, Func<ZipArchive, T> read)
    {
        using var archive = ZipFile.OpenRead(Of("packages", package));
        return read(archive);
    }
}

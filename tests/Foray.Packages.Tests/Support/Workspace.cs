using Foray.Packages.Feeds;
using Foray.Packages.Locking;
using Foray.Plugins.Catalog;
using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;

namespace Foray.Packages.Tests.Support;

/// <summary>A user with a plugin folder and a folder of packages to install from.</summary>
internal sealed class Workspace : IDisposable
{
    public Workspace()
    {
        Feed = Directory.CreateDirectory(File("feed")).FullName;
        User = new PluginFolder(File("plugins"), File("plugins/foray.lock.json"), null);
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("foray-packages-").FullName;

    public string Feed { get; }

    public PluginFolder User { get; }

    public LockFile? Lock => LockFile.Load(User.LockFile);

    /// <summary>Everything in the store, as <c>Name/version</c>, and whatever else lies there.</summary>
    public string[] Stored => [.. new DirectoryInfo(File("plugins/.store")).EnumerateDirectories().SelectMany(package => package.EnumerateDirectories().Select(version => $"{package.Name}/{version.Name[..^9]}"))
        .Concat(new DirectoryInfo(File("plugins/.store")).EnumerateFileSystemInfos(".*").Select(entry => entry.Name)).Order(StringComparer.Ordinal)];

    public string File(string name) => Path.Combine(Root, name);

    public byte[] Offer(Nupkg package)
    {
        var content = package.Pack();
        Offer(package.Id, package.Version, content);
        return content;
    }

    public void Offer(string id, string version, byte[] content) => System.IO.File.WriteAllBytes(Path.Combine(Feed, $"{id}.{version}.nupkg"), content);

    public byte[] Offer(string id, string version, params (string Id, string Range)[] requires) => Offer(new Nupkg(id, version) { Requires = [.. requires] });

    public PackageInstaller Installer(PluginFolder? folder = null, IProgress<PackageProgress>? progress = null, Action<string>? atStep = null, params string[] sources) =>
        new(folder ?? User, PackageFeeds.Open(Root, sources.Length > 0 ? sources : [Feed]), progress) { AtStep = atStep ?? (_ => { }) };

    public Task<IReadOnlyList<PackageChange>> Install(params string[] requests) =>
        Installer().InstallAsync(requests.Select(PackageRequest.Parse), cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>What the host finds: <c>Name version</c>.</summary>
    public string[] Found(PluginFolder? folder = null)
    {
        var catalog = CatalogBuilder.Find(CatalogPlaces.None with { UserFolder = (folder ?? User).Packages }, new PluginSettings());
        Assert.Empty(catalog.Diagnostics);
        return [.. catalog.Packages.Select(package => $"{package.Name} {package.Version}").Order(StringComparer.Ordinal)];
    }

    public static async Task<Diagnostic> Refused(Func<Task> work, string code)
    {
        var thrown = await Assert.ThrowsAsync<DiagnosticException>(work);
        Assert.Equal(code, thrown.Diagnostics[0].Code);
        Assert.NotNull(thrown.Diagnostics[0].Remedy);
        return thrown.Diagnostics[0];
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

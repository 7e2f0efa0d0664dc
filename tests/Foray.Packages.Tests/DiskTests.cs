using System.Security.Cryptography;
using Foray.Packages.Tests.Support;
using Foray.Sdk.Diagnostics;

namespace Foray.Packages.Tests;

public sealed class DiskTests : IDisposable
{
    private readonly Workspace _work = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData(300)] // the download does not fit
    [InlineData(150)] // the download fits, and what is unpacked does not
    public async Task A_full_disk_leaves_the_old_version(int kilobytes)
    {
        _work.Offer("Acme.A", "1.0.0");
        _work.Offer(new Nupkg("Acme.A", "2.0.0")
        {
            Files = new() { ["foray/Acme.A.dll"] = ManifestAssembly.Make("Acme.A", "2.0.0"), ["foray/content"] = RandomNumberGenerator.GetBytes(kilobytes * 1024) },
        });
        using var disk = new SmallDisk(_work.File("disk"));
        var folder = new PluginFolder(Path.Combine(disk.Path, "plugins"), Path.Combine(disk.Path, "plugins", "foray.lock.json"), null);
        await _work.Installer(folder).InstallAsync([PackageRequest.Parse("Acme.A@[1.0,2.0)")], cancellationToken: Token);
        var before = File.ReadAllText(folder.LockFile);
        var thrown = await Assert.ThrowsAsync<DiagnosticException>(() => _work.Installer(folder).InstallAsync([PackageRequest.Parse("Acme.A@2.0.0")], cancellationToken: Token));
        Assert.Equal(PackageCodes.DiskFailed, thrown.Diagnostics[0].Code);
        Assert.Equal(["Acme.A 1.0.0"], _work.Found(folder));
        Assert.Equal(before, File.ReadAllText(folder.LockFile));
        Assert.Equal(["Acme.A"], Directory.EnumerateFileSystemEntries(Path.Combine(folder.Packages, ".store")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_disk_that_fills_up_during_a_download_is_not_blamed_on_the_feed()
    {
        using var server = new FeedServer(new Nupkg("Acme.A", "1.0.0") { Files = new() { ["foray/content"] = RandomNumberGenerator.GetBytes(2 * SmallDisk.Size) } });
        using var disk = new SmallDisk(_work.File("disk"));
        var installer = _work.Installer(new PluginFolder(disk.Path, Path.Combine(disk.Path, "foray.lock.json"), null), sources: server.Url);
        await Workspace.Refused(() => installer.InstallAsync([PackageRequest.Parse("Acme.A")], cancellationToken: Token), PackageCodes.DiskFailed);
    }

    [Fact]
    public async Task A_plugin_folder_that_is_a_file_is_named()
    {
        _work.Offer("Acme.A", "1.0.0");
        File.WriteAllText(_work.User.Packages, "");
        Assert.Contains(_work.User.Packages, (await Workspace.Refused(() => _work.Install("Acme.A"), PackageCodes.DiskFailed)).Message, StringComparison.Ordinal);
    }
}

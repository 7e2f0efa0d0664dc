using Foray.Packages.Tests.Support;

namespace Foray.Packages.Tests;

public sealed class RestoreTests : IDisposable
{
    private readonly Workspace _work = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PluginFolder Project => PluginFolder.OfProject(_work.File("project"));

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task A_lock_file_gives_another_computer_the_same_packages()
    {
        await Lock();
        _work.Offer("Acme.A", "9.0.0");
        var changes = await _work.Installer(Project).RestoreAsync(Token);
        Assert.Equal(["Acme.A 1.0.0", "Acme.Base 1.0.0"], _work.Found(Project));
        Assert.All(changes, change => Assert.Equal(PackageOutcome.Restored, change.Outcome));
        Assert.Equal(File.ReadAllText(_work.User.LockFile), File.ReadAllText(Project.LockFile));
    }

    [Fact]
    public async Task A_second_restore_asks_no_feed()
    {
        await Lock();
        await _work.Installer(Project).RestoreAsync(Token);
        Directory.Delete(_work.Feed, recursive: true);
        Directory.CreateDirectory(_work.Feed);
        Assert.All(await _work.Installer(Project).RestoreAsync(Token), change => Assert.Equal(PackageOutcome.Unchanged, change.Outcome));
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("added")]
    [InlineData("removed")]
    [InlineData("unlinked")]
    public async Task What_was_damaged_is_restored(string damage)
    {
        await Lock();
        await _work.Installer(Project).RestoreAsync(Token);
        var assembly = Path.Combine(Project.Packages, "Acme.A", "Acme.A.dll");
        if (damage == "changed")
            File.AppendAllText(assembly, "x");
        else if (damage == "added")
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(assembly)!, "Other.dll"), "x");
        else if (damage == "removed")
            File.Delete(assembly);
        else
            File.Delete(Path.GetDirectoryName(assembly)!);
        var changes = await _work.Installer(Project).RestoreAsync(Token);
        Assert.Equal([PackageOutcome.Restored, PackageOutcome.Unchanged], changes.Select(change => change.Outcome));
        Assert.Equal(["Acme.A.dll"], Directory.EnumerateFiles(Path.Combine(Project.Packages, "Acme.A")).Select(Path.GetFileName));
        Assert.Equal(["Acme.A 1.0.0", "Acme.Base 1.0.0"], _work.Found(Project));
    }

    [Fact]
    public async Task What_the_lock_file_no_longer_names_goes()
    {
        await Lock();
        await _work.Installer(Project).RestoreAsync(Token);
        await _work.Installer().RemoveAsync(["Acme.A"], Token);
        File.Copy(_work.User.LockFile, Project.LockFile, overwrite: true);
        await _work.Installer(Project).RestoreAsync(Token);
        Assert.Empty(_work.Found(Project));
    }

    [Fact]
    public async Task Other_content_under_the_locked_version_is_an_error_that_names_all_and_installs_nothing()
    {
        await Lock();
        var expected = _work.Lock!.Find("Acme.Base")!.ContentHash;
        _work.Offer(new Nupkg("Acme.Base", "1.0.0") { Description = "Another content" });
        var problem = await Workspace.Refused(() => _work.Installer(Project).RestoreAsync(Token), PackageCodes.WrongHash);
        var found = Convert.ToBase64String(System.Security.Cryptography.SHA512.HashData(File.ReadAllBytes(Path.Combine(_work.Feed, "Acme.Base.1.0.0.nupkg"))));
        foreach (var part in (string[])["Acme.Base 1.0.0", expected, found, _work.Feed])
            Assert.Contains(part, problem.Message, StringComparison.Ordinal);
        Assert.Empty(_work.Found(Project));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Project.Packages, ".store")));
    }

    [Fact]
    public async Task A_lock_file_that_lies_about_the_files_installs_nothing()
    {
        await Lock();
        var hash = _work.Lock!.Find("Acme.A")!.FilesHash;
        File.WriteAllText(Project.LockFile, File.ReadAllText(Project.LockFile).Replace(hash, new string('0', hash.Length), StringComparison.Ordinal));
        await Workspace.Refused(() => _work.Installer(Project).RestoreAsync(Token), PackageCodes.WrongHash);
        Assert.Empty(_work.Found(Project));
    }

    [Fact]
    public async Task Without_a_lock_file_there_is_nothing_to_restore() =>
        await Workspace.Refused(() => _work.Installer(Project).RestoreAsync(Token), PackageCodes.BadLockFile);

    [Fact]
    public async Task A_version_that_no_feed_has_any_more_is_named_with_the_feed_it_came_from()
    {
        await Lock();
        File.Delete(Path.Combine(_work.Feed, "Acme.A.1.0.0.nupkg"));
        Assert.Contains(_work.Feed, (await Workspace.Refused(() => _work.Installer(Project).RestoreAsync(Token), PackageCodes.NoSuchVersion)).Message, StringComparison.Ordinal);
    }

    /// <summary>A lock file as another user's computer wrote it.</summary>
    private async Task Lock()
    {
        _work.Offer("Acme.A", "1.0.0", ("Acme.Base", "1.0.0"));
        _work.Offer("Acme.Base", "1.0.0");
        await _work.Install("Acme.A");
        Directory.CreateDirectory(_work.File("project"));
        File.Copy(_work.User.LockFile, Project.LockFile);
    }
}

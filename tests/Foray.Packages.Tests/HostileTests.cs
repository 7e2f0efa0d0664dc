using System.Diagnostics;
using System.IO.Compression;
using Foray.Packages.Tests.Support;
using Foray.Sdk.Diagnostics;

namespace Foray.Packages.Tests;

/// <summary>Projects and packages that somebody made to reach files outside of their own folder.</summary>
public sealed class HostileTests : IDisposable
{
    private readonly Workspace _work = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PluginFolder Project => PluginFolder.OfProject(_work.File("project"));

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("/tmp/elsewhere")]
    [InlineData("../../elsewhere")]
    [InlineData("a/b")]
    public void A_package_whose_name_is_a_path_is_refused(string id)
    {
        var path = _work.File("evil.nupkg");
        File.WriteAllBytes(path, new Nupkg("Acme.A", "1.0.0").Pack());
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Update))
        {
            var entry = archive.Entries.Single(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal));
            string nuspec;
            using (var reader = new StreamReader(entry.Open()))
                nuspec = reader.ReadToEnd();
            entry.Delete();
            using var writer = new StreamWriter(archive.CreateEntry("Acme.A.nuspec").Open());
            writer.Write(nuspec.Replace("<id>Acme.A</id>", $"<id>{id}</id>", StringComparison.Ordinal));
        }

        var refused = Assert.Throws<DiagnosticException>(() => PackageFile.Read(path));
        Assert.Contains($"'{id}' cannot be the name of a package", refused.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_that_is_a_link_is_not_followed()
    {
        var precious = _work.File("precious");
        await File.WriteAllTextAsync(precious, "precious", Token);
        EmptyProject();
        File.CreateSymbolicLink(Path.Combine(Project.Packages, ".lock"), precious);

        await Assert.ThrowsAsync<DiagnosticException>(() => _work.Installer(Project).RestoreAsync(Token));

        Assert.Equal("precious", await File.ReadAllTextAsync(precious, Token));
    }

    [Fact]
    public async Task Nothing_is_deleted_behind_a_link_in_the_store()
    {
        await _work.Install(new[] { Offered("Acme.A") });
        EmptyProject();
        var store = Directory.CreateDirectory(Path.Combine(Project.Packages, ".store")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(store, "Acme.A"), Path.Combine(_work.User.Packages, ".store", "Acme.A"));

        await _work.Installer(Project).RestoreAsync(Token);

        Assert.Equal(["Acme.A 1.0.0"], _work.Found());
    }

    [Fact]
    public void A_named_pipe_is_no_package_and_nobody_waits_for_it()
    {
        var pipe = _work.File("pipe.nupkg");
        using (var made = Process.Start("mkfifo", [pipe]))
            made.WaitForExit();
        Assert.Contains("no regular file", Assert.Throws<DiagnosticException>(() => PackageFile.Read(pipe)).Diagnostics[0].Message, StringComparison.Ordinal);
    }

    private string Offered(string id)
    {
        _work.Offer(id, "1.0.0");
        return id;
    }

    private void EmptyProject()
    {
        Directory.CreateDirectory(Project.Packages);
        File.WriteAllText(Project.LockFile, """{"format":1,"packages":{}}""");
    }
}

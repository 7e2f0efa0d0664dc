using System.Security.Cryptography;
using System.Text;
using Foray.Packages.Archives;
using Foray.Packages.Tests.Support;

namespace Foray.Packages.Tests.Archives;

public sealed class ArchiveTests : IDisposable
{
    private const string Id = "Acme.Tools";

    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("foray/../../escaped")]
    [InlineData("foray/a/../../escaped")]
    [InlineData("../escaped")]
    [InlineData("/tmp/escaped")]
    [InlineData("foray//escaped")]
    [InlineData("foray/./escaped")]
    [InlineData("foray/C:/escaped")]
    [InlineData("C:\\escaped")]
    [InlineData("foray\\escaped")]
    [InlineData("foray/a\\..\\escaped")]
    [InlineData("foray/a\0b")]
    [InlineData("foray/a\nb")]
    [InlineData("foray/\u001b[31m")]
    [InlineData("foray/a\u0085b")]
    [InlineData("foray/%2e%2e/%2e%2e/escaped")]
    [InlineData("foray/a%00b")]
    [InlineData("foray%2f..%2f..%2fescaped")]
    [InlineData("foray/a%5cb")]
    [InlineData("foray/stream:hidden")]
    [InlineData("foray/dot.")]
    [InlineData("foray/blank ")]
    [InlineData("foray/..")]
    [InlineData("foray/Acme.Tools.dll")]
    [InlineData("foray/acme.tools.DLL")]
    [InlineData("Foray/other.dll")]
    [InlineData("foray/Acme.Tools.dll/below")]
    [InlineData("foray")]
    public async Task An_entry_that_could_lead_elsewhere_or_meet_another_is_refused_and_nothing_is_written(string name) =>
        await IsRefused(ZipBytes.Package(Id, "1.0.0").Add(name, "evil"u8.ToArray()).Pack(), PackageCodes.UnsafeEntry);

    [Fact]
    public async Task A_name_that_is_too_long_is_refused() =>
        await IsRefused(ZipBytes.Package(Id, "1.0.0").Add("foray/" + new string('a', 256), []).Pack(), PackageCodes.UnsafeEntry);

    [Fact]
    public async Task Folders_that_differ_only_in_case_are_refused() =>
        await IsRefused(ZipBytes.Package(Id, "1.0.0").Add("foray/content/a", []).Add("foray/Content/b", []).Pack(), PackageCodes.UnsafeEntry);

    [Theory]
    [InlineData(0xA1FF)] // symbolic link
    [InlineData(0x11A4)] // named pipe
    [InlineData(0x21A4)] // character device
    [InlineData(0x61A4)] // block device
    [InlineData(0xC1A4)] // socket
    public async Task Links_and_devices_are_refused(int mode) =>
        await IsRefused(ZipBytes.Package(Id, "1.0.0").Add("foray/link", "/etc/passwd"u8.ToArray(), mode).Pack(), PackageCodes.UnsafeEntry);

    [Fact]
    public async Task A_link_and_a_file_below_it_are_refused() =>
        await IsRefused(ZipBytes.Package(Id, "1.0.0").Add("foray/link", "/tmp"u8.ToArray(), 0xA1FF).Add("foray/link/escaped", "evil"u8.ToArray()).Pack(), PackageCodes.UnsafeEntry);

    [Fact]
    public async Task Encrypted_entries_are_refused() =>
        await IsRefused(ZipBytes.Package(Id, "1.0.0").Add("foray/secret", new byte[20], flags: 1).Pack(), PackageCodes.UnsafeEntry);

    [Theory]
    [InlineData(10u)]
    [InlineData(100_000u)]
    public async Task An_entry_that_lies_about_its_size_is_caught_while_it_is_copied(uint declared) =>
        await IsRefused(ZipBytes.Package(Id, "1.0.0").Add("foray/content", new byte[1000], declared: declared).Pack(), PackageCodes.BadArchive);

    [Fact]
    public void Of_an_entry_that_is_larger_than_it_says_the_rest_is_not_written()
    {
        var nupkg = _work.File("liar.nupkg");
        File.WriteAllBytes(nupkg, ZipBytes.Package(Id, "1.0.0").Add("foray/content", new byte[1 << 20], declared: 10).Pack());
        Assert.Throws<Sdk.Diagnostics.DiagnosticException>(() => new ArchiveExtractor(Id, ArchiveLimits.Default).Extract(nupkg, _work.File("out"), TestContext.Current.CancellationToken));
        Assert.Equal(0, new FileInfo(_work.File("out/content")).Length);
    }

    [Fact]
    public async Task Too_many_entries_are_refused()
    {
        var archive = ZipBytes.Package(Id, "1.0.0");
        for (var number = 0; number < ArchiveLimits.Default.Entries; number++)
            archive.Add($"foray/{number}", []);
        await IsRefused(archive.Pack(), PackageCodes.TooLarge);
    }

    [Fact]
    public async Task Too_large_an_expansion_is_refused_before_anything_is_written() =>
        await IsRefused(ZipBytes.Package(Id, "1.0.0").Add("foray/a", new byte[10], declared: uint.MaxValue - 1).Pack(), PackageCodes.TooLarge);

    [Fact]
    public void The_sum_of_all_files_is_limited_while_they_are_copied()
    {
        var nupkg = _work.File("bomb.nupkg");
        File.WriteAllBytes(nupkg, ZipBytes.Package(Id, "1.0.0").Add("foray/a", new byte[600]).Add("foray/b", new byte[600]).Pack());
        var thrown = Assert.Throws<Sdk.Diagnostics.DiagnosticException>(() => new ArchiveExtractor(Id, new ArchiveLimits(100, 1000)).Extract(nupkg, _work.File("out"), TestContext.Current.CancellationToken));
        Assert.Equal(PackageCodes.TooLarge, thrown.Diagnostics[0].Code);
    }

    [Fact]
    public async Task Files_get_plain_modes_whatever_the_archive_says()
    {
        _work.Offer(Id, "1.0.0", ZipBytes.Package(Id, "1.0.0")
            .Add("foray/setuid", "x"u8.ToArray(), 0x8DFF)
            .Add("foray/plain", "x"u8.ToArray(), 0x81B6)
            .Add("foray/run.sh", "#!/bin/sh\n"u8.ToArray())
            .Add("foray/empty", [])
            .Add("foray/folder/", [], 0x41FF)
            .Add("foray/a%20blank", "x"u8.ToArray())
            .Add("lib/net10.0/Contracts.dll", "x"u8.ToArray()).Pack());
        await _work.Install(Id);
        Assert.Equal(0b111_101_101, Mode("setuid"));
        Assert.Equal(0b110_100_100, Mode("plain"));
        Assert.Equal(0b111_101_101, Mode("run.sh"));
        Assert.Equal(["Acme.Tools.dll", "a blank", "empty", "folder", "plain", "run.sh", "setuid"],
            Directory.EnumerateFileSystemEntries(_work.File($"plugins/{Id}")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_signed_package_is_installed_without_its_signature_and_locked_by_the_hash_that_it_has_unsigned()
    {
        var assembly = ManifestAssembly.Make(Id, "1.0.0");
        _work.Offer(Id, "1.0.0", SignedWith("a signature"));
        await _work.Install(Id);
        Assert.Equal([$"{Id} 1.0.0"], _work.Found());
        Assert.Equal([$"{Id}.dll"], Directory.EnumerateFileSystemEntries(_work.File($"plugins/{Id}")).Select(Path.GetFileName));
        Assert.Equal(Convert.ToBase64String(SHA512.HashData(Package().Pack())), Assert.Single(_work.Lock!.Packages).ContentHash);

        // Feeds sign packages anew.
        Directory.Delete(_work.File("plugins/.store"), recursive: true);
        _work.Offer(Id, "1.0.0", SignedWith("another signature"));
        await _work.Installer().RestoreAsync(TestContext.Current.CancellationToken);
        Assert.Equal([$"{Id} 1.0.0"], _work.Found());

        ZipBytes Package() => ZipBytes.Package(Id, "1.0.0", assembly);

        byte[] SignedWith(string signature) => Package().Add(".signature.p7s", Encoding.UTF8.GetBytes(signature)).Pack();
    }

    [Fact]
    public async Task A_package_without_its_assembly_is_refused() =>
        await IsRefused(new Nupkg(Id, "1.0.0") { Files = new() { ["foray/Other.dll"] = ManifestAssembly.Make("Other", "1.0.0") } }.Pack(), PackageCodes.NoManifest);

    [Fact]
    public async Task A_package_without_a_manifest_is_refused() =>
        await IsRefused(WithAssembly(ManifestAssembly.WithoutManifest(Id)), PackageCodes.NoManifest);

    [Fact]
    public async Task A_package_whose_assembly_is_none_is_refused() => await IsRefused(WithAssembly("no assembly"u8.ToArray()), PackageCodes.NoManifest);

    [Fact]
    public async Task A_manifest_of_a_newer_format_is_refused() => await IsRefused(WithAssembly(ManifestAssembly.Make(Id, "1.0.0", format: 99)), PackageCodes.NoManifest);

    [Fact]
    public async Task A_manifest_of_another_package_is_refused() =>
        await IsRefused(WithAssembly(ManifestAssembly.Make(Id, "1.0.0", manifestName: "Other")), PackageCodes.WrongName);

    [Theory]
    [InlineData("99.0.0")]
    [InlineData("0.999.0")]
    public async Task A_package_of_another_Sdk_is_refused_with_both_versions(string sdk)
    {
        var problem = await IsRefused(WithAssembly(ManifestAssembly.Make(Id, "1.0.0", sdk)), PackageCodes.OtherSdk);
        Assert.Contains(sdk, problem, StringComparison.Ordinal);
        Assert.Contains(Plugins.Catalog.CatalogBuilder.SdkVersion.ToString(3), problem, StringComparison.Ordinal);
        Assert.DoesNotContain(".new-", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_that_gives_another_package_is_refused()
    {
        _work.Offer("Acme.Other", "1.0.0");
        File.Copy(Path.Combine(_work.Feed, "Acme.Other.1.0.0.nupkg"), Path.Combine(_work.Feed, $"{Id}.1.0.0.nupkg"));
        var thrown = await Assert.ThrowsAsync<Sdk.Diagnostics.DiagnosticException>(() => _work.Install(Id));
        Assert.Contains(thrown.Diagnostics[0].Code, (string[])[PackageCodes.WrongName, PackageCodes.UnknownPackage, PackageCodes.NoSuchVersion]);
    }

    [Fact]
    public async Task A_truncated_archive_is_refused()
    {
        var whole = new Nupkg(Id, "1.0.0").Pack();
        _work.Offer(Id, "1.0.0", whole[..(whole.Length / 2)]);
        await Assert.ThrowsAsync<Sdk.Diagnostics.DiagnosticException>(() => _work.Install(Id));
        Assert.Empty(_work.Found());
    }

    private static byte[] WithAssembly(byte[] assembly) => new Nupkg(Id, "1.0.0") { Files = new() { [$"foray/{Id}.dll"] = assembly } }.Pack();

    private int Mode(string file) => (int)File.GetUnixFileMode(_work.File($"plugins/{Id}/{file}"));

    private async Task<string> IsRefused(byte[] package, string code)
    {
        _work.Offer(Id, "1.0.0", package);
        var problem = await Workspace.Refused(() => _work.Install(Id), code);
        Assert.Contains(Id, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(problem.Message, char.IsControl);
        Assert.Empty(_work.Found());
        Assert.Empty(_work.Stored);
        Assert.Equal(["feed", "plugins"], Directory.EnumerateFileSystemEntries(_work.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.False(File.Exists("/tmp/escaped"));
        Assert.Equal([".lock", ".store"], Directory.EnumerateFileSystemEntries(_work.User.Packages).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        return problem.Message;
    }
}

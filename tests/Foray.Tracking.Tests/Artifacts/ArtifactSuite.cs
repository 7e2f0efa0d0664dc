using System.Security.Cryptography;
using Foray.Sdk.Diagnostics;
using Foray.Tracking.Artifacts;
using Foray.Tracking.Store;
using Foray.Tracking.Tests.Store;

namespace Foray.Tracking.Tests.Artifacts;

public abstract class ArtifactSuite(StoreGround ground) : StoreSuite(ground)
{
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(1024 * 1024)]
    [InlineData((3 * 1024 * 1024) + 17)]
    public async Task A_content_comes_back_as_it_was(int size)
    {
        var content = RandomNumberGenerator.GetBytes(size);
        var stored = await Store.Artifacts.WriteAsync(new MemoryStream(content), Token);
        Assert.Equal(new StoredContent(Convert.ToHexStringLower(SHA256.HashData(content)), size), stored);
        Assert.Equal(stored, await Store.Artifacts.WriteAsync(new MemoryStream(content), Token));
        Assert.True(await Store.Artifacts.ContainsAsync(stored.Hash, Token));
        Assert.False(await Store.Artifacts.ContainsAsync(new string('0', 64), Token));

        await ApplyAsync(Began("r1"), new ArtifactLogged("r1", "a/b.bin", stored.Hash, stored.Size));
        await using var stream = await Store.Artifacts.OpenAsync((await Store.Artifacts.FindAsync("r1", "a/b.bin", Token))!, Token);
        Assert.Equal(content, await ReadAsync(stream));
    }

    [Fact]
    public async Task A_later_artifact_at_the_same_path_replaces_the_first()
    {
        var (first, second) = (await WriteAsync("first"), await WriteAsync("second"));
        await ApplyAsync(Began("r1"), new ArtifactLogged("r1", "b", first.Hash, first.Size), new ArtifactLogged("r1", "a", first.Hash, first.Size));
        await ApplyAsync(new ArtifactLogged("r1", "b", second.Hash, second.Size));
        Assert.Equal(
            [new Artifact("r1", "a", first.Hash, 5, null), new Artifact("r1", "b", second.Hash, 6, null)], await Store.Artifacts.ListAsync("r1", Token));
        Assert.Empty(await Store.Artifacts.ListAsync("r2", Token));
        Assert.Null(await Store.Artifacts.FindAsync("r1", "c", Token));
    }

    [Fact]
    public async Task A_file_that_is_referred_to_is_read_where_it_is_and_compared_with_its_hash()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "first", Token);
        await ApplyAsync(Began("r1"), new ArtifactLogged("r1", "a", Convert.ToHexStringLower(SHA256.HashData("first"u8)), 5) { Location = file });
        var artifact = (await Store.Artifacts.FindAsync("r1", "a", Token))!;
        await using (var stream = await Store.Artifacts.OpenAsync(artifact, Token))
            Assert.Equal("first"u8.ToArray(), await ReadAsync(stream));

        await File.WriteAllTextAsync(file, "other", Token);
        await AssertDamagedAsync(artifact);
        File.Delete(file);
        await AssertDamagedAsync(artifact);
    }

    [Fact]
    public async Task A_content_that_is_missing_is_told()
    {
        await ApplyAsync(Began("r1"), new ArtifactLogged("r1", "a", new string('0', 64), 5));
        await AssertDamagedAsync((await Store.Artifacts.FindAsync("r1", "a", Token))!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData("a/../../b")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("./a")]
    [InlineData("a\0b")]
    public async Task A_path_that_leads_out_is_refused(string path)
    {
        await BeginAsync("r1");
        var exception = await Assert.ThrowsAsync<DiagnosticException>(() => ApplyAsync(new ArtifactLogged("r1", path, new string('0', 64), 1)));
        Assert.Equal("FORAY309", Assert.Single(exception.Diagnostics).Code);
        Assert.Empty(await Store.Artifacts.ListAsync("r1", Token));
    }

    [Fact]
    public async Task Writers_of_one_content_do_not_disturb_each_other()
    {
        var content = RandomNumberGenerator.GetBytes(2_000_000);
        var stored = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Store.Artifacts.WriteAsync(new MemoryStream(content), Token))));
        await ApplyAsync(Began("r1"), new ArtifactLogged("r1", "a", Assert.Single(stored.Distinct()).Hash, content.Length));
        await using var stream = await Store.Artifacts.OpenAsync((await Store.Artifacts.FindAsync("r1", "a", Token))!, Token);
        Assert.Equal(content, await ReadAsync(stream));
    }

    protected async Task AssertDamagedAsync(Artifact artifact)
    {
        var exception = await Assert.ThrowsAsync<DiagnosticException>(() => Store.Artifacts.OpenAsync(artifact, Token));
        Assert.Equal("FORAY308", Assert.Single(exception.Diagnostics).Code);
    }

    protected Task<StoredContent> WriteAsync(string text) => Store.Artifacts.WriteAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), Token);

    private static async Task<byte[]> ReadAsync(Stream stream)
    {
        var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Token);
        return bytes.ToArray();
    }
}

public sealed class FolderArtifactTests() : ArtifactSuite(StoreGround.Sqlite())
{
    [Fact]
    public async Task A_damaged_content_is_told_and_written_anew_by_whoever_has_it()
    {
        var stored = await WriteAsync("content");
        await ApplyAsync(Began("r1"), new ArtifactLogged("r1", "a", stored.Hash, stored.Size));
        var artifact = (await Store.Artifacts.FindAsync("r1", "a", Token))!;
        await File.WriteAllTextAsync(Path.Combine(Location, "artifacts", stored.Hash[..2], stored.Hash[2..]), "contend", Token);
        await AssertDamagedAsync(artifact);
        await WriteAsync("content");
        await (await Store.Artifacts.OpenAsync(artifact, Token)).DisposeAsync();
    }

    [Fact]
    public async Task What_a_killed_writer_left_goes_after_a_day()
    {
        await WriteAsync("content");
        var incoming = Path.Combine(Location, "artifacts", "incoming");
        await File.WriteAllTextAsync(Path.Combine(incoming, "old"), "", Token);
        await File.WriteAllTextAsync(Path.Combine(incoming, "new"), "", Token);
        File.SetLastWriteTimeUtc(Path.Combine(incoming, "old"), DateTime.UtcNow.AddHours(-25));
        await WriteAsync("other");
        Assert.Equal(["new"], Directory.GetFiles(incoming).Select(Path.GetFileName));
    }
}

public sealed class DatabaseArtifactTests(PostgresCluster cluster) : ArtifactSuite(StoreGround.Postgres(cluster));

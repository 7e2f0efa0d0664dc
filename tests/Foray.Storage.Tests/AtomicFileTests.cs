using System.Text;
using Foray.Sdk.Diagnostics;

namespace Foray.Storage.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_way_of_writing_replaces_the_content()
    {
        var path = _folder.File("file");
        AtomicFile.Write(path, "ü1");
        Assert.Equal("ü1"u8, File.ReadAllBytes(path));
        AtomicFile.Write(path, "2"u8);
        Assert.Equal("2"u8, File.ReadAllBytes(path));
        await AtomicFile.WriteAsync(path, "ü3", cancellationToken: Cancellation);
        Assert.Equal("ü3"u8, File.ReadAllBytes(path));
        await AtomicFile.WriteAsync(path, new byte[] { 52 }, cancellationToken: Cancellation);
        Assert.Equal("4"u8, File.ReadAllBytes(path));
        await AtomicFile.WriteAsync(path, async (stream, token) => await stream.WriteAsync("5"u8.ToArray(), token), cancellationToken: Cancellation);
        Assert.Equal("5"u8, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void The_mode_is_the_asked_one_whatever_the_old_file_had()
    {
        var path = _folder.File("file");
        AtomicFile.Write(path, "secret", FileModes.Private);
        Assert.Equal(FileModes.Private, File.GetUnixFileMode(path));
        AtomicFile.Write(path, "public");
        Assert.Equal(FileModes.Shared, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_reader_sees_the_old_content_or_the_new()
    {
        var path = _folder.File("file");
        string[] contents = [new string('a', 100_000), new string('b', 150_000)];
        AtomicFile.Write(path, contents[0]);
        using var done = new CancellationTokenSource();
        var reading = Task.Run(
            () =>
            {
                while (!done.IsCancellationRequested)
                    Assert.Contains(File.ReadAllText(path), contents);
            },
            Cancellation);
        for (var i = 0; i < 50; i++)
            AtomicFile.Write(path, contents[i % 2]);
        done.Cancel();
        Assert.Null(Record.Exception(() => reading.Wait(Cancellation)));
    }

    [Fact]
    public async Task A_failing_callback_leaves_the_old_content_and_nothing_else()
    {
        var path = _folder.File("file");
        AtomicFile.Write(path, "old");
        await Assert.ThrowsAsync<FormatException>(() => AtomicFile.WriteAsync(
            path,
            async (stream, token) =>
            {
                await stream.WriteAsync("new"u8.ToArray(), token);
                throw new FormatException();
            },
            cancellationToken: Cancellation));
        Assert.Equal("old", await File.ReadAllTextAsync(path, Cancellation));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Cancelling_leaves_the_old_content_and_nothing_else()
    {
        var path = _folder.File("file");
        AtomicFile.Write(path, "old");
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => AtomicFile.WriteAsync(path, (_, _) => cancel.CancelAsync(), cancellationToken: cancel.Token));
        Assert.Equal("old", await File.ReadAllTextAsync(path, Cancellation));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        var path = _folder.File("missing/file");
        var thrown = Assert.Throws<DiagnosticException>(() => AtomicFile.Write(path, "text"));
        Assert.Equal("FORAY311", thrown.Diagnostics[0].Code);
        Assert.Equal($"cannot write '{path}': its folder does not exist", thrown.Diagnostics[0].Message);
    }

    [Fact]
    public async Task A_full_disk_leaves_the_old_content_and_nothing_else()
    {
        using var disk = new SmallDisk();
        var path = disk.File("file");
        AtomicFile.Write(path, "old");
        var large = new byte[2 * SmallDisk.Size];
        DiagnosticException[] thrown =
        [
            Assert.Throws<DiagnosticException>(() => AtomicFile.Write(path, large)),
            await Assert.ThrowsAsync<DiagnosticException>(() => AtomicFile.WriteAsync(path, large, cancellationToken: Cancellation)),
            await Assert.ThrowsAsync<DiagnosticException>(() => AtomicFile.WriteAsync(
                path, async (stream, token) => await stream.WriteAsync(large, token), cancellationToken: Cancellation)),
        ];
        foreach (var diagnostic in thrown.Select(exception => exception.Diagnostics[0]))
        {
            Assert.Equal("FORAY311", diagnostic.Code);
            Assert.Equal($"cannot write '{path}': no space left on device", diagnostic.Message);
            Assert.NotNull(diagnostic.Remedy);
        }

        Assert.Equal("old", await File.ReadAllTextAsync(path, Cancellation));
        Assert.Equal(["file"], disk.Names);
    }

    [Fact]
    public void Names_of_any_allowed_length_can_be_written()
    {
        var path = _folder.File(new string('n', 255));
        AtomicFile.Write(path, Encoding.UTF8.GetBytes("text"));
        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task What_a_killed_writer_left_is_removed_by_the_next_write_of_the_same_file()
    {
        var path = _folder.File("file");
        using (var killed = new OtherProcess(OtherProcess.ReplaceRole, path))
        {
            Assert.Equal("writing", await killed.Output.ReadLineAsync(Cancellation));
            killed.Kill();
        }

        var left = Assert.Single(Directory.GetFiles(_folder.Path));
        AtomicFile.Write(path, "a moment later");
        Assert.True(File.Exists(left));
        MakeOld(left);
        AtomicFile.Write(_folder.File("other"), "other");
        Assert.True(File.Exists(left));
        AtomicFile.Write(path, "last");
        Assert.Equal(["file", "other"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
        Assert.Equal("last", await File.ReadAllTextAsync(path, Cancellation));
    }

    [Fact]
    public async Task What_a_living_process_or_thread_is_writing_is_left_alone_however_long_it_takes()
    {
        var path = _folder.File("file");
        using var other = new OtherProcess(OtherProcess.ReplaceRole, path);
        Assert.Equal("writing", await other.Output.ReadLineAsync(Cancellation));
        await AtomicFile.WriteAsync(
            path,
            async (stream, token) =>
            {
                foreach (var aside in Directory.GetFiles(_folder.Path))
                    MakeOld(aside);
                AtomicFile.Write(path, "third");
                Assert.Equal(3, Directory.GetFiles(_folder.Path).Length);
                await stream.WriteAsync("second"u8.ToArray(), token);
            },
            cancellationToken: Cancellation);
        Assert.Equal("second", await File.ReadAllTextAsync(path, Cancellation));
        other.End();
        Assert.Equal("new", await File.ReadAllTextAsync(path, Cancellation));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    private static void MakeOld(string path) => File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);
}

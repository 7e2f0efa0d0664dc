using System.Diagnostics;

namespace Foray.Results.Tests;

public sealed class OutputEndTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Of_a_long_file_the_last_four_KiB_are_read_from_the_first_whole_character()
    {
        var file = Write([.. new byte[10_000], 0xC3, 0xA9, .. Enumerable.Repeat((byte)'y', 4095)]);
        Assert.Equal(new string('y', 4095), OutputEnd.Of(file));
    }

    [Fact]
    public void A_file_of_many_gigabytes_is_read_from_its_end()
    {
        var file = Path.Combine(_folder.Path, "huge");
        using (var huge = File.Create(file))
        {
            huge.SetLength(16L << 30);
            huge.Seek(0, SeekOrigin.End);
            huge.Write("the end"u8);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.EndsWith("the end", OutputEnd.Of(file), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256 * 1024);
    }

    [Fact]
    public void Codes_of_terminals_are_left_out_and_bytes_that_are_no_text_replaced() =>
        Assert.Equal("red title \uFFFD\uFFFD(", OutputEnd.Of(Write([.. "\u001b[1;31mred\u001b[0m \u001b]0;x\u0007title \0"u8, 0xC3, 0x28])));

    [Fact]
    public void Nothing_is_read_where_there_is_no_file_of_the_test()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "folder"));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "link"), Write("secret"u8.ToArray()));
        Write([], "empty");
        Assert.All(["gone", "folder", "link", "empty", "a\0b", new string('x', 5000)], name => Assert.Null(OutputEnd.Of(Path.Combine(_folder.Path, name))));
    }

    [Fact]
    public async Task A_pipe_that_nobody_writes_to_is_not_waited_for()
    {
        var pipe = Path.Combine(_folder.Path, "pipe");
        using var process = Process.Start("/usr/bin/mkfifo", [pipe]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Null(await Task.Run(() => OutputEnd.Of(pipe), TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    public void Dispose() => _folder.Dispose();

    private string Write(byte[] bytes, string name = "file")
    {
        var file = Path.Combine(_folder.Path, name);
        File.WriteAllBytes(file, bytes);
        return file;
    }
}

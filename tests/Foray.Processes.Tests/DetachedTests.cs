using System.Globalization;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Processes;

namespace Foray.Processes.Tests;

public sealed class DetachedTests : ProcessTest
{
    private const int DuplicateDescriptor = 0;

    // glibc's posix_spawn leaves the two signals that it uses itself, 32 and 33, ignored.
    private const ulong InternalSignals = 0x1_8000_0000;

    [Fact]
    public async Task It_leads_a_session_of_its_own_with_its_streams_on_the_null_device()
    {
        var report = Path.Combine(Folder, "report");
        var process = StartShell($"readlink /proc/self/fd/0 /proc/$$/fd/1 /proc/$$/fd/2 > {report}; cut -d' ' -f5,6 /proc/$$/stat >> {report}; pwd >> {report}");
        await Processes.WaitAsync(process, Cancellation);
        Assert.Equal(
            ["/dev/null", "/dev/null", "/dev/null", $"{process.Pid} {process.Pid}", Folder],
            (await File.ReadAllLinesAsync(report, Cancellation)).Select((line, index) => index == 1 && line == report ? "/dev/null" : line));
    }

    [Fact]
    public async Task Its_environment_is_exactly_the_given_one()
    {
        var copy = Path.Combine(Folder, "environ");
        var process = Processes.StartDetached(new DetachedRequest(
            Processes.Find("cp")!, ["/proc/self/environ", copy], Folder, new Dictionary<string, string> { ["A"] = "1", ["Ü"] = "a b\nc", ["EMPTY"] = "" }));
        await Processes.WaitAsync(process, Cancellation);
        Assert.Equal("A=1\0Ü=a b\nc\0EMPTY=\0", await File.ReadAllTextAsync(copy, Cancellation));
    }

    [Fact]
    public async Task It_inherits_no_descriptors_and_no_signal_settings()
    {
        // A descriptor as a parent would leave it: not marked to be closed.
        var inheritable = LibC.Control(0, DuplicateDescriptor, 100);
        Assert.True(inheritable >= 100);
        try
        {
            Assert.Equal("0\n1\n2\n", (await ShellAsync("ls /proc/$$/fd")).Output);
            var grep = new ProcessRequest("grep", ["-E", "^Sig(Ign|Blk)", "/proc/self/status"]);
            var lines = (await Processes.RunAsync(grep, Cancellation)).Output.Split('\n');
            Assert.Equal("SigBlk:\t0000000000000000", lines[0]);
            Assert.Equal(0UL, Signals(lines[1]) & ~InternalSignals);
        }
        finally
        {
            _ = LibC.Close(inheritable);
        }
    }

    [Fact]
    public void A_missing_program_is_named()
    {
        var request = new DetachedRequest("/no/such/program", [], Folder, new Dictionary<string, string>());
        var thrown = Assert.Throws<DiagnosticException>(() => Processes.StartDetached(request));
        Assert.Equal("FORAY301", thrown.Diagnostics[0].Code);
    }

    [Fact]
    public void A_NUL_character_is_refused()
    {
        var request = new DetachedRequest("/bin/true", ["a\0b"], Folder, new Dictionary<string, string>());
        var thrown = Assert.Throws<DiagnosticException>(() => Processes.StartDetached(request));
        Assert.Equal("FORAY302", thrown.Diagnostics[0].Code);
    }

    [Fact]
    public void A_child_nobody_waits_for_is_reaped()
    {
        var process = StartShell("exit 3");
        Eventually(() => !IsListed(process.Pid), "the child is gone from the process table");
    }

    [Fact]
    public void A_child_is_reaped_after_the_service_has_been_disposed()
    {
        var process = StartShell("read line < /dev/null; exit 3");
        Processes.Dispose();
        Eventually(() => !IsListed(process.Pid), "the child is gone from the process table");
        Assert.Throws<ObjectDisposedException>(() => StartShell("true"));
    }

    [Fact]
    public async Task A_child_has_been_reaped_when_the_wait_ends()
    {
        for (var i = 0; i < 50; i++)
        {
            var process = StartShell("true");
            await Processes.WaitAsync(process, Cancellation);
            Assert.False(IsListed(process.Pid));
            Assert.False(Processes.IsAlive(process));
        }
    }

    [Fact]
    public async Task Two_hundred_at_once_all_end_and_leave_nothing()
    {
        await Processes.WaitAsync(StartShell("true"), Cancellation);
        var before = (OpenDescriptors(), Children());
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(
            async () => await Processes.WaitAsync(StartShell("exit 1"), Cancellation), Cancellation)));
        Assert.Equal(before, (OpenDescriptors(), Children()));
    }

    [Fact]
    public async Task Processes_of_NET_live_beside_ours()
    {
        using var theirs = System.Diagnostics.Process.Start("sh", ["-c", "exit 5"]);
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => ShellAsync($"exit {number}")));
        await theirs.WaitForExitAsync(Cancellation);
        Assert.Equal(5, theirs.ExitCode);
        Assert.Equal(Enumerable.Range(0, 20), results.Select(result => result.ExitCode));
    }

    private static ulong Signals(string line) => ulong.Parse(line.Split('\t')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}

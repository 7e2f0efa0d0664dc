using System.Diagnostics;

namespace Foray.Faults.Tests;

public sealed class FullDiskTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task A_full_disk_is_told_plainly_and_down_works_on_it_all_the_same()
    {
        var disk = Directory.CreateDirectory(_folder.Of("disk")).FullName;
        Assert.SkipUnless(await RunAsync("mount", "-t", "tmpfs", "-o", "size=120k", "tmpfs", disk), "a small disk cannot be mounted");
        try
        {
            _folder.Write("experiment.yml", """
                name: full
                sites: [{ kind: local, resources: { machines: [{ labels: [worker] }] } }]
                experiments: [{ kind: shell, name: work, inputs: [], repeat: 100, scripts: [{ labels: [worker], script: 'true' }] }]
                """);

            var run = await _folder.ForayAsync("run", "-o", Path.Combine(disk, "output"));
            var down = await _folder.ForayAsync("down", "-o", Path.Combine(disk, "output"));

            Assert.True(run.ExitCode == 3, run.ToString());
            Assert.Contains("no space left on device", run.Error, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
            Assert.True(down.ExitCode == 0, down.ToString());
            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(disk, "output", ".foray", "experiment", "machines")));
        }
        finally
        {
            await RunAsync("umount", disk);
        }
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode == 0;
    }
}

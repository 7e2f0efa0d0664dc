using System.Diagnostics;

namespace Foray.Tracking.Tests.Spool;

/// <summary>A file system of 256 KiB; the test is skipped where none can be mounted.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const int Size = 256 * 1024;

    private readonly TemporaryFolder _folder = new();

    public SmallDisk()
    {
        if (!OperatingSystem.IsLinux() || Run("mount", "-t", "tmpfs", "-o", $"size={Size}", "tmpfs", _folder.Path) != 0)
        {
            _folder.Dispose();
            Assert.Skip("a tmpfs cannot be mounted");
        }
    }

    public string Path => _folder.Path;

    public void Dispose()
    {
        Assert.Equal(0, Run("umount", _folder.Path));
        _folder.Dispose();
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}

using System.Diagnostics;

namespace Foray.Packages.Tests.Support;

/// <summary>A file system of 256 KiB; the test is skipped where none can be mounted.</summary>
internal sealed class SmallDisk : IDisposable
{
    public const int Size = 256 * 1024;

    public SmallDisk(string path)
    {
        Path = Directory.CreateDirectory(path).FullName;
        if (!OperatingSystem.IsLinux() || Run("mount", "-t", "tmpfs", "-o", $"size={Size}", "tmpfs", Path) != 0)
            Assert.Skip("a tmpfs cannot be mounted");
    }

    public string Path { get; }

    public void Dispose() => Assert.Equal(0, Run("umount", Path));

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}

using System.Diagnostics;

namespace Foray.Backends.Tests;

/// <summary>A file system of 64 KiB that can be filled.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("foray-disk-");

    public SmallDisk()
    {
        if (Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", _folder.FullName) == 0)
            return;
        _folder.Delete();
        Assert.Skip("a small file system cannot be mounted here");
    }

    public string Folder => _folder.FullName;

    private string Filler => Path.Combine(Folder, "filler");

    /// <summary>Takes all space but for a number of bytes, in pages of 4 KiB.</summary>
    public void Fill(int but) => File.WriteAllBytes(Filler, new byte[65536 - but]);

    /// <summary>Gives the space back.</summary>
    public void Clear() => File.Delete(Filler);

    public void Dispose()
    {
        // A failed test may still have a file open there.
        Run("umount", "-l", _folder.FullName);
        _folder.Delete();
    }

    private static int Run(string program, params IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}

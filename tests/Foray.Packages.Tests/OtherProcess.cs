using System.Diagnostics;

namespace Foray.Packages.Tests;

/// <summary>This program again, in another process that updates packages.</summary>
internal sealed class OtherProcess : IDisposable
{
    public const string UpdateRole = "update";

    private readonly Process _process;

    public OtherProcess(string folder, string feed, string step) => _process = Process.Start(
        new ProcessStartInfo(Environment.ProcessPath!, [UpdateRole, folder, feed, step]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    public StreamReader Output => _process.StandardOutput;

    /// <summary>Waits for its end, and no longer than told.</summary>
    public void EndsWithin(int milliseconds) => _process.WaitForExit(milliseconds);

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }
}

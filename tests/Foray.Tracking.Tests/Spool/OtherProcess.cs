using System.Diagnostics;

namespace Foray.Tracking.Tests.Spool;

/// <summary>This program again, in another process.</summary>
internal sealed class OtherProcess : IDisposable
{
    public const string LogRole = "log";
    public const string ReadRole = "read";

    private readonly Process _process;

    public OtherProcess(params string[] arguments) => _process = Process.Start(
        new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    public StreamReader Output => _process.StandardOutput;

    public bool HasExited => _process.HasExited;

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public int WaitForExit()
    {
        _process.WaitForExit();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }
}

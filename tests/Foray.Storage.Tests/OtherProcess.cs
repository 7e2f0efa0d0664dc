using System.Diagnostics;

namespace Foray.Storage.Tests;

/// <summary>This program again, in another process.</summary>
internal sealed class OtherProcess : IDisposable
{
    public const string AppendRole = "append";
    public const string AppendToLogRole = "append-to-log";
    public const string LockRole = "lock";
    public const string ReplaceRole = "replace";

    private readonly Process _process;

    public OtherProcess(string role, string path) => _process = Process.Start(
        new ProcessStartInfo(Environment.ProcessPath!, [role, path]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    public int Pid => _process.Id;

    public StreamReader Output => _process.StandardOutput;

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void End()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }
}

using System.Diagnostics;
using System.Text;
using Foray.Stations.Programs.Bastion;
using Foray.Stations.Programs.Sandbox;

namespace Foray.Stations.Tests.Programs.Real;

/// <summary>A worker of a runtime, without a sandbox.</summary>
internal sealed class RealWorker : IWorkerProcess
{
    private readonly Process _process;
    private readonly StringBuilder _error = new();

    private RealWorker(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) => _error.AppendLine(line.Data);
        process.BeginErrorReadLine();
        End = EndAsync();
    }

    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output => _process.StandardOutput.BaseStream;

    public string Error => _error.ToString();

    public Task<WorkerEnd> End { get; }

    /// <summary>Starts a worker, and waits until it is ready.</summary>
    public static async Task<RealWorker> StartAsync(string[] command, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LANG"] = "C.UTF-8";
        var worker = new RealWorker(Process.Start(start)!);
        var ready = await new BastionLines(worker.Output).ReadAsync(cancellationToken);
        Assert.StartsWith("""{"type":"ready","protocol":1,""", Encoding.UTF8.GetString((ready ?? default).Span), StringComparison.Ordinal);
        return worker;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await End;
        _process.Dispose();
    }

    private async Task<WorkerEnd> EndAsync()
    {
        await _process.WaitForExitAsync();
        return new WorkerEnd(_process.ExitCode, null);
    }
}

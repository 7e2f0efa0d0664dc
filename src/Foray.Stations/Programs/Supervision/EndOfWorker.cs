using System.Globalization;
using Foray.Stations.Programs.Sandbox;

namespace Foray.Stations.Programs.Supervision;

/// <summary>Sees how a worker ends that says nothing more.</summary>
internal sealed class EndOfWorker(IWorkerProcess worker, TimeProvider time)
{
    /// <summary>Characters of its standard error that are told.</summary>
    private const int MostError = 2_000;

    /// <summary>Time that a worker has for ending after its output has, and its output after the worker.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>The end of a worker whose output has ended.</summary>
    public async Task<IncarnationEnd> AfterOutputAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Of(await worker.End.WaitAsync(Grace, time, cancellationToken));
        }
        catch (TimeoutException)
        {
            return new IncarnationEnd(ProgramEndKind.Breached, "spoke no bastion protocol: its output ended, and it did not");
        }
    }

    /// <summary>The end of a worker whose output does not end: something that it has started holds it.</summary>
    public async Task<IncarnationEnd> WithoutOutputAsync(CancellationToken cancellationToken)
    {
        var end = await worker.End.WaitAsync(cancellationToken);
        await Task.Delay(Grace, time, cancellationToken);
        return Of(end);
    }

    private IncarnationEnd Of(WorkerEnd end) => end.Breach is { } breach
        ? new IncarnationEnd(ProgramEndKind.Breached, breach)
        : new IncarnationEnd(ProgramEndKind.Died, Words(end.ExitCode) + ErrorWords(worker.Error.Trim()));

    private static string Words(int exitCode) => exitCode > 128
        ? string.Create(CultureInfo.InvariantCulture, $"signal {exitCode - 128} ended its worker")
        : string.Create(CultureInfo.InvariantCulture, $"its worker ended with exit code {exitCode}");

    private static string ErrorWords(string error) =>
        error.Length == 0 ? "" : $", and wrote: {error[Math.Max(0, error.Length - MostError)..]}";
}

using System.Globalization;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Processes;
using Foray.Sdk.Programs;

namespace Foray.Stations.Programs.Sandbox;

/// <summary>Starts workers in their confinement.</summary>
internal sealed class WorkerStart(IProcesses processes, IConfinement confinement, TimeSpan timeout, TimeProvider time) : IDisposable
{
    private const string MemoryVariable = "FORAY_PROGRAM_MEMORY";

    private readonly LaunchThread _thread = new();

    /// <summary>Starts a worker and waits until it is ready.</summary>
    /// <param name="name">Name of its runtime plugin.</param>
    /// <param name="runtime">The plugin.</param>
    /// <param name="limits">What the system is to hold it to.</param>
    /// <param name="cancellationToken">Ends the wait, and the worker.</param>
    /// <exception cref="DiagnosticException">The language's interpreter is missing, or the worker does not become ready.</exception>
    public async Task<WorkerProcess> StartAsync(string name, IRuntime runtime, ProgramLimits limits, CancellationToken cancellationToken)
    {
        var worker = runtime.DescribeWorker(BubblewrapArguments.Scratch, "main" + runtime.FileExtensions[0]);
        using var late = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await StartAsync(name, worker, limits, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw NotReady(name, $"it was not ready within {timeout.TotalSeconds} s", "");
        }
    }

    /// <summary>Takes no more workers, and ends those that still run, where the system can.</summary>
    public void Dispose() => _thread.Dispose();

    private async Task<WorkerProcess> StartAsync(string name, RuntimeWorker worker, ProgramLimits limits, CancellationToken cancellationToken)
    {
        var mark = Guid.NewGuid().ToString("N");
        var request = Request(worker, limits, mark);
        var process = await _thread.RunAsync(() => processes.Start(request));
        var lines = new LineReader(process.Output);
        WorkerProcess? started = null;
        try
        {
            var pid = await lines.ReadAsync(cancellationToken);
            started = new WorkerProcess(process, int.Parse(pid ?? "0", CultureInfo.InvariantCulture), mark, processes, time);
            if (await ProblemAsync(started, lines, cancellationToken) is { } problem)
                throw NotReady(name, problem, started.Error);
            return started;
        }
        catch
        {
            await (started ?? (IAsyncDisposable)process).DisposeAsync();
            throw;
        }
    }

    private ProcessRequest Request(RuntimeWorker worker, ProgramLimits limits, string mark)
    {
        var command = confinement.Confine(worker, limits);
        var variables = new Dictionary<string, string>(worker.Environment)
        {
            [MemoryVariable] = limits.Memory.ToString(CultureInfo.InvariantCulture),
            [WorkerProcess.MarkVariable] = mark,
        };
        return new ProcessRequest(command[0], [.. command.Skip(1)]) { Environment = CleanEnvironment.With(variables) };
    }

    private static async Task<string?> ProblemAsync(WorkerProcess worker, LineReader lines, CancellationToken cancellationToken)
    {
        var line = await lines.ReadAsync(cancellationToken);
        if (line is not null)
            return ReadyLine.Problem(line) ?? (lines.IsAtEndOfLine ? null : "it said more than that it is ready, without having been asked");
        await worker.Input.DisposeAsync(); // a worker that only closed its output ends by that
        var end = await worker.End.WaitAsync(cancellationToken);
        return $"it ended with exit code {end.ExitCode}";
    }

    private static DiagnosticException NotReady(string name, string problem, string error)
    {
        var last = error.Trim().Split('\n')[^1].Trim();
        return new DiagnosticException(Diagnostic.Error(
            "FORAY400",
            $"the worker of runtime '{name}' does not start: {problem}{(last.Length > 0 ? $": {last}" : "")}",
            "see that the language's interpreter runs by itself, and that the station's user may read it"));
    }
}

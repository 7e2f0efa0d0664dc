using System.Globalization;
using System.Text;
using Foray.Sdk.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Foray.Stations.Programs.Supervision;

/// <summary>Owns the supervisors of a station. Several may use it at once.</summary>
/// <param name="station">What its programs meet.</param>
/// <param name="most">Programs that may run at once. Default: 64.</param>
internal sealed class ProgramStarter(ProgramSurroundings station, int most = ProgramStarter.DefaultMost) : IProgramStarter, IAsyncDisposable
{
    /// <summary>Programs that may run at once where nothing else is said.</summary>
    public const int DefaultMost = 64;

    /// <summary>Programs of one submission that may run at once, so that one which clones without end leaves room for others.</summary>
    public const int MostOfFamily = 32;

    /// <summary>Bytes that the files of a program and its captured instance may have; the suitcase has a limit of its own. 32 MiB.</summary>
    public const long LargestProgram = 32L << 20;

    /// <summary>Time until an end that could not be kept is told again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly List<StartedProgram> _programs = [];
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>What runs here, by id.</summary>
    public IReadOnlyList<RunningProgram> List()
    {
        lock (_gate)
            return [.. _programs.Select(program => program.Describe()).OrderBy(program => program.Id, StringComparer.Ordinal)];
    }

    public Diagnostic? Refusal(ProgramSnapshot snapshot)
    {
        if (!station.Runtimes.Contains(snapshot.Package.Runtime))
            return Diagnostic.Error(
                ProgramCodes.NoRuntime,
                $"the station '{station.Stations.Own}' has no runtime '{snapshot.Package.Runtime}'; it has: {string.Join(", ", station.Runtimes.Order(StringComparer.Ordinal))}",
                "install a package with that runtime there, or choose another station");
        var size = SizeOf(snapshot);
        if (size > LargestProgram)
            return Diagnostic.Error(
                ProgramCodes.TooLarge,
                string.Create(CultureInfo.InvariantCulture, $"the program {snapshot.Id} is too large: its files and its state have {size:N0} bytes, and {LargestProgram:N0} are allowed"),
                "keep what is large in the suitcase");
        lock (_gate)
            return FullFor(snapshot);
    }

    /// <summary>Starts an incarnation. Where the wait is given up, the start goes on.</summary>
    /// <exception cref="DiagnosticException">There is no worker for it, its suitcase is damaged (FORAY513), or the station is full or stops (FORAY512).</exception>
    public async Task StartAsync(ProgramSnapshot snapshot, CancellationToken cancellationToken)
    {
        StartedProgram? program;
        lock (_gate)
        {
            program = _programs.Find(other => other.Snapshot.Id == snapshot.Id && other.Epoch >= snapshot.Epoch);
            if (program is null)
            {
                if (FullFor(snapshot) is { } refusal)
                    throw new DiagnosticException(refusal);
                _programs.Add(program = new StartedProgram(snapshot, station.Time.GetUtcNow()));
                _ = Task.Run(() => RunAsync(program), CancellationToken.None);
            }
        }

        await program.Started.WaitAsync(cancellationToken);
    }

    /// <summary>Ends a program. It counts as killed, unless it ends or leaves at this moment. When this returns, its end was told.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="reason">Why, for the submitter.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DiagnosticException">It does not run here (FORAY247).</exception>
    public async Task KillAsync(string id, string reason, CancellationToken cancellationToken)
    {
        List<StartedProgram> programs;
        lock (_gate)
            programs = _programs.FindAll(program => program.Snapshot.Id == id);
        if (programs.Count == 0)
            throw new DiagnosticException(Diagnostic.Error(
                ProgramCodes.NoSuchProgram, $"no program {id} runs at '{station.Stations.Own}'", "see 'foray program list' for what runs where"));
        await EndAsync(programs, supervisor => supervisor.Kill(reason), cancellationToken);
    }

    /// <summary>Ends all workers, and starts no more. The programs do not count as ended: a later incarnation goes on.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        List<StartedProgram> programs;
        lock (_gate)
            programs = [.. _programs];

        await EndAsync(programs, supervisor => supervisor.Stop(), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _stopping.Dispose();
    }

    private static async Task EndAsync(List<StartedProgram> programs, Action<ProgramSupervisor> end, CancellationToken cancellationToken)
    {
        foreach (var program in programs)
            _ = program.Started.ContinueWith(
                started => end(started.Result), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        await Task.WhenAll(programs.Select(program => program.Ended)).WaitAsync(cancellationToken);
    }

    private static long SizeOf(ProgramSnapshot snapshot) =>
        snapshot.Package.Modules.Sum(module => (long)Encoding.UTF8.GetByteCount(module.Value)) + (snapshot.State?.Data.Length ?? 0);

    /// <summary>A program that moves from this station to itself is here twice for a moment.</summary>
    private Diagnostic? FullFor(ProgramSnapshot snapshot)
    {
        if (_stopping.IsCancellationRequested)
            return Stopping();
        var others = _programs.FindAll(program => program.Snapshot.Id != snapshot.Id);
        if (others.Count >= most)
            return Full($"runs {most} programs");
        return others.Count(program => program.Snapshot.Family == snapshot.Family) >= MostOfFamily ? Full($"runs {MostOfFamily} programs of the submission {snapshot.Family}") : null;
    }

    private Diagnostic Full(string what) => Diagnostic.Error(
        ProgramCodes.StationFull, $"the station '{station.Stations.Own}' {what}, which is its limit", "try again later, or choose another station");

    private Diagnostic Stopping() => Diagnostic.Error(ProgramCodes.StationFull, $"the station '{station.Stations.Own}' is stopping", "choose another station");

    /// <summary>Starts a program and sees it to its end.</summary>
    private async Task RunAsync(StartedProgram program)
    {
        try
        {
            using var supervisor = await TakeWorkerAsync(program.Snapshot);
            program.Begin(supervisor);
            if (await supervisor.RunAsync() is { } end)
                await TellAsync(end);
        }
        catch (Exception exception) when (!program.Started.IsCompleted)
        {
            Remove(program);
            program.Fail(exception is OperationCanceledException ? new DiagnosticException(Stopping()) : exception);
            return;
        }
        catch (Exception exception)
        {
            station.Logger.LogError(exception, "the end of the program {Program} was not told", program.Snapshot.Id);
        }

        Remove(program);
        program.End();
    }

    /// <summary>Tells an end; again and again, where it cannot be kept, such as on a full disk, as long as the station runs.</summary>
    private async Task TellAsync(ProgramEnd end)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                await station.Observer.EndedAsync(end);
                return;
            }
            catch (DiagnosticException exception) when (!_stopping.IsCancellationRequested)
            {
                if (isFirst)
                    station.Logger.LogWarning("The end of the program {Program} is told later: {Problem}", end.Program.Id, exception.Message);
                await Task.Delay(Pause, station.Time, _stopping.Token);
            }
        }
    }

    private async Task<ProgramSupervisor> TakeWorkerAsync(ProgramSnapshot snapshot)
    {
        var incarnation = new Incarnation(snapshot);
        var worker = await station.Workers.TakeAsync(snapshot.Package.Runtime, snapshot.Limits, _stopping.Token);
        return new ProgramSupervisor(incarnation, worker, station);
    }

    private void Remove(StartedProgram program)
    {
        lock (_gate)
            _programs.Remove(program);
    }
}

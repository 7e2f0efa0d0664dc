using System.Text;
using System.Text.Json.Nodes;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Programs.HandOff;
using Foray.Stations.Programs.Keeping;
using Foray.Stations.Programs.Supervision;

namespace Foray.Stations.Programs.Reporting;

/// <summary>Hears what becomes of this station's programs, keeps it, and has it brought to their reporting stations.</summary>
/// <param name="life">Ends programs.</param>
/// <param name="mailbox">Keeps events.</param>
/// <param name="postman">Brings them.</param>
/// <param name="time">The time.</param>
/// <param name="report">Told what cannot be kept.</param>
internal sealed class Reporter(Lazy<ProgramLife> life, Mailbox mailbox, Postman postman, TimeProvider time, Action<Diagnostic> report) : IProgramObserver, IAsyncDisposable
{
    /// <summary>What programs print within this time travels together.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _gathering = [];
    private readonly Dictionary<string, List<(ProgramOutput First, StringBuilder Text)>> _printed = new(StringComparer.Ordinal);

    public void Printed(ProgramOutput output)
    {
        lock (_gate)
        {
            if (_printed.TryGetValue(output.Id, out var parts))
            {
                if (parts[^1].First.IsError == output.IsError)
                    parts[^1].Text.Append(output.Text);
                else
                    parts.Add((output, new StringBuilder(output.Text)));
                return;
            }

            _printed[output.Id] = [(output, new StringBuilder(output.Text))];
            _gathering.RemoveAll(task => task.IsCompleted);
            _gathering.Add(FlushLaterAsync(output.Id));
        }
    }

    /// <summary>Keeps what was printed and is still gathered. Nothing may come after that.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        Task gathering;
        lock (_gate)
            gathering = Task.WhenAll(_gathering);
        await gathering;
        _turn.Dispose();
        _stopping.Dispose();
    }

    public Task LeftAsync(ProgramSnapshot program, string destination) =>
        KeepAsync(program, ProgramEventKind.Moved, new JsonObject { ["station"] = destination });

    public Task ClonedAsync(ProgramSnapshot clone, string destination) =>
        KeepAsync(clone, ProgramEventKind.Cloned, new JsonObject { ["clone"] = clone.Id, ["station"] = destination });

    public async Task EndedAsync(ProgramEnd end)
    {
        await FlushAsync(end.Program.Id);
        await life.Value.EndAsync(ResultOf(end), CancellationToken.None);
        postman.Wake();
    }

    private async Task KeepAsync(ProgramSnapshot program, ProgramEventKind kind, JsonObject content)
    {
        await FlushAsync(program.Id);
        await AddAsync(program.ReportingStation, new ProgramEvent(program.Family, program.Id, kind, content));
    }

    private async Task FlushLaterAsync(string id)
    {
        await Task.Delay(Gathering, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await FlushAsync(id);
    }

    private async Task FlushAsync(string id)
    {
        // In turns: whoever finds nothing to keep knows that what was printed before is kept.
        await _turn.WaitAsync();
        try
        {
            foreach (var (output, text) in TakePrinted(id))
                await AddAsync(output.ReportingStation, new ProgramEvent(output.Family, id, ProgramEventKind.Printed, new JsonObject { ["stream"] = output.IsError ? "stderr" : "stdout", ["text"] = text.ToString() }));
        }
        finally
        {
            _turn.Release();
        }
    }

    private IReadOnlyList<(ProgramOutput First, StringBuilder Text)> TakePrinted(string id)
    {
        lock (_gate)
            return _printed.Remove(id, out var parts) ? parts : [];
    }

    private async Task AddAsync(string station, ProgramEvent happened)
    {
        try
        {
            await mailbox.AddAsync(station, happened, CancellationToken.None);
            postman.Wake();
        }
        catch (DiagnosticException failure)
        {
            foreach (var problem in failure.Diagnostics)
                report(problem);
        }
    }

    private ProgramResult ResultOf(ProgramEnd end) => new()
    {
        Id = end.Program.Id,
        Family = end.Program.Family,
        Epoch = end.Program.Epoch,
        ReportingStation = end.Program.ReportingStation,
        Station = end.Station,
        End = end.Kind,
        Message = end.Problem?.Message,
        Trace = end.Error?.Trace,
        Time = time.GetUtcNow(),
        State = end.Program.State,
        Suitcase = end.Program.Suitcase,
    };
}

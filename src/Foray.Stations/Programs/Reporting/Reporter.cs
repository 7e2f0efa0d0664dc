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
    private readonly SemaphoreSlim _writing = new(1);
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
            _gathering.Add(FlushLaterAsync(output));
        }
    }

    public Task LeftAsync(ProgramSnapshot program, string destination) =>
        KeepAsync(program, ProgramEventKind.Moved, new JsonObject { ["station"] = destination });

    public Task ClonedAsync(ProgramSnapshot clone, string destination) =>
        KeepAsync(clone, ProgramEventKind.Cloned, new JsonObject { ["clone"] = clone.Id, ["station"] = destination });

    public async Task EndedAsync(ProgramEnd end)
    {
        await WriteAsync(end.Program.Id, end.Program.ReportingStation);
        await life.Value.EndAsync(ResultOf(end), CancellationToken.None);
        postman.Wake();
    }

    /// <summary>Keeps what was gathered. To be called when no program runs any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        Task gathering;
        lock (_gate)
            gathering = Task.WhenAll(_gathering);
        await gathering;
        _writing.Dispose();
        _stopping.Dispose();
    }

    private Task KeepAsync(ProgramSnapshot program, ProgramEventKind kind, JsonObject content) =>
        WriteAsync(program.Id, program.ReportingStation, new ProgramEvent(program.Family, program.Id, kind, content));

    private async Task FlushLaterAsync(ProgramOutput output)
    {
        await Task.Delay(Gathering, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await WriteAsync(output.Id, output.ReportingStation);
    }

    /// <summary>Keeps what a program has printed, and what happened then. One at a time: when this returns, nothing that was printed before is still on its way into the mailbox.</summary>
    private async Task WriteAsync(string id, string station, params IReadOnlyList<ProgramEvent> then)
    {
        await _writing.WaitAsync();
        try
        {
            List<ProgramEvent> happened = [.. Printed(id), .. then];
            if (happened.Count == 0)
                return;
            await mailbox.AddAsync(station, happened, CancellationToken.None);
            postman.Wake();
        }
        catch (DiagnosticException failure)
        {
            foreach (var problem in failure.Diagnostics)
                report(problem);
        }
        finally
        {
            _writing.Release();
        }
    }

    private IEnumerable<ProgramEvent> Printed(string id)
    {
        List<(ProgramOutput First, StringBuilder Text)>? parts;
        lock (_gate)
            _printed.Remove(id, out parts);
        return (parts ?? []).Select(part => new ProgramEvent(
            part.First.Family, id, ProgramEventKind.Printed, new JsonObject { ["stream"] = part.First.IsError ? "stderr" : "stdout", ["text"] = part.Text.ToString() }));
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
        Clones = end.Program.Clones,
        State = end.Program.State,
        Suitcase = end.Program.Suitcase,
    };
}

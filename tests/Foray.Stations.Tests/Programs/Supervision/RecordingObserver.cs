using System.Collections.Concurrent;
using System.Threading.Channels;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Programs;
using Foray.Stations.Programs.Supervision;

namespace Foray.Stations.Tests.Programs.Supervision;

/// <summary>Keeps what it hears.</summary>
internal sealed class RecordingObserver : IProgramObserver
{
    private readonly Channel<ProgramEnd> _ends = Channel.CreateUnbounded<ProgramEnd>();

    public ConcurrentQueue<ProgramOutput> Outputs { get; } = [];

    /// <summary>Why ends cannot be kept; null where they can.</summary>
    public DiagnosticException? Problem { get; set; }

    public ConcurrentQueue<string> Journeys { get; } = [];

    public string Printed => string.Concat(Outputs.Select(output => (output.IsError ? "2:" : "1:") + output.Text));

    void IProgramObserver.Printed(ProgramOutput output) => Outputs.Enqueue(output);

    public Task LeftAsync(ProgramSnapshot program, string destination)
    {
        Journeys.Enqueue($"{program.Id} left for {destination} under {program.Epoch}");
        return Task.CompletedTask;
    }

    public Task ClonedAsync(ProgramSnapshot clone, string destination)
    {
        Journeys.Enqueue($"{clone.Id} of {clone.Family} cloned to {destination}");
        return Task.CompletedTask;
    }

    public Task EndedAsync(ProgramEnd end)
    {
        if (Problem is { } problem)
            throw problem;
        _ends.Writer.TryWrite(end);
        return Task.CompletedTask;
    }

    /// <summary>The next end.</summary>
    public async Task<ProgramEnd> EndAsync() => await _ends.Reader.ReadAsync(ScriptedWorker.Token);
}

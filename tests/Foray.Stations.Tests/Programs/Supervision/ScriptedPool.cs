using System.Threading.Channels;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Programs;
using Foray.Stations.Programs.Sandbox;

namespace Foray.Stations.Tests.Programs.Supervision;

/// <summary>Hands out scripted workers, and gives each to the test too.</summary>
internal sealed class ScriptedPool : IWorkerPool
{
    private readonly Channel<ScriptedWorker> _taken = Channel.CreateUnbounded<ScriptedWorker>();

    public string Tier => "none";

    /// <summary>Thrown instead of handing out a worker.</summary>
    public DiagnosticException? Problem { get; set; }

    public Task<IWorkerProcess> TakeAsync(string runtime, ProgramLimits limits, CancellationToken cancellationToken)
    {
        if (Problem is not null)
            throw Problem;
        var worker = new ScriptedWorker();
        _taken.Writer.TryWrite(worker);
        return Task.FromResult<IWorkerProcess>(worker);
    }

    /// <summary>The next worker that was taken.</summary>
    public async Task<ScriptedWorker> NextAsync() => await _taken.Reader.ReadAsync(ScriptedWorker.Token);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

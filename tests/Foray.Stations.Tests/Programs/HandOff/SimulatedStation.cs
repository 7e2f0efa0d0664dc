using Foray.Sdk.Diagnostics;
using Foray.Stations.Cluster;
using Foray.Stations.Programs;
using Foray.Stations.Programs.HandOff;
using Foray.Stations.Programs.Keeping;
using Foray.Stations.Programs.Ledger;
using Foray.Stations.Programs.Supervision;
using Microsoft.Extensions.Logging.Abstractions;
using HandOffs = Foray.Stations.Programs.HandOff.HandOff;

namespace Foray.Stations.Tests.Programs.HandOff;

/// <summary>One life of a station, from its start to its crash, with the real parts over its file.</summary>
internal sealed class SimulatedStation : IStations, IProgramLedger, IProgramStarter, IHandOffSteps
{
    private readonly World _world;
    private readonly HandOffPart _part;

    public SimulatedStation(World world, string name, string path)
    {
        (_world, Own) = (world, name);
        Store = ProgramStore.Open(path, world.Time);
        Incarnations = new Incarnations(Store, this);
        var turns = new Turns();
        var departure = new Departure(this, this, Store, this, Incarnations, this);
        var arrival = new Arrival(this, this, Store, this, Incarnations, this);
        _part = new HandOffPart(arrival, Store);
        HandOff = new HandOffs(Store, departure, turns, this, world.Time, NullLogger<HandOffs>.Instance);
        Life = new ProgramLife(this, this, Store, this, Incarnations, departure, turns, NullLogger<ProgramLife>.Instance);
        Recovery = new Recovery(this, this, Store, departure, arrival, Life, Incarnations, turns, world.Time, NullLogger<Recovery>.Instance);
    }

    public string Own { get; }

    public string Name => Own;

    public bool IsUp { get; private set; } = true;

    public ProgramStore Store { get; }

    public Incarnations Incarnations { get; }

    public HandOffs HandOff { get; }

    public ProgramLife Life { get; }

    public Recovery Recovery { get; }

    /// <summary>The pass that is under way.</summary>
    public Task? Pass { get; set; }

    public void Crash()
    {
        IsUp = false;
        Store.Dispose();
    }

    public Task<IReadOnlyList<StationMember>> ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task<byte[]> AskAsync(string station, string part, byte[] request, CancellationToken cancellationToken)
    {
        var kind = HandOffRequest.Read(request).Kind;
        var fate = await _world.ReachAsync(this, $"ask {kind}", cancellationToken);
        if (fate == Fate.Fail || _world.Find(station) is not { } target)
            throw Away(station);
        if (fate == Fate.Twice)
            _world.Late.Add((station, request));
        byte[] answer;
        try
        {
            answer = await target._part.AnswerAsync(request, CancellationToken.None);
        }
        catch (Exception exception) when (exception is not DiagnosticException)
        {
            if (target.IsUp)
                throw;
            throw Away(station);
        }

        return await _world.ReachAsync(this, $"answer to {kind}", cancellationToken) == Fate.Fail ? throw Away(station) : answer;
    }

    public async Task AnswerAsync(byte[] request) => await _part.AnswerAsync(request, CancellationToken.None);

    public Task<LedgerEntry?> FindAsync(string id, CancellationToken cancellationToken) => LedgerAsync("find", ledger => ledger.FindAsync(id, CancellationToken.None), cancellationToken);

    public Task<bool> TryAddAsync(string id, LedgerEntry entry, CancellationToken cancellationToken) => LedgerAsync("add", ledger => ledger.TryAddAsync(id, entry, CancellationToken.None), cancellationToken);

    public Task<bool> TryMoveAsync(string id, LedgerEntry expected, LedgerEntry next, CancellationToken cancellationToken) =>
        LedgerAsync("move", ledger => ledger.TryMoveAsync(id, expected, next, CancellationToken.None), cancellationToken);

    public Task<bool> TryRemoveAsync(string id, LedgerEntry expected, CancellationToken cancellationToken) =>
        LedgerAsync("remove", ledger => ledger.TryRemoveAsync(id, expected, CancellationToken.None), cancellationToken);

    Task<IReadOnlyDictionary<string, LedgerEntry>> IProgramLedger.ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task StartAsync(ProgramSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (await _world.ReachAsync(this, "worker", cancellationToken) == Fate.Fail)
            throw new DiagnosticException(Diagnostic.Error("FORAY000", "no worker"));
        _world.Begin(this, snapshot);
    }

    public Diagnostic? Refusal(ProgramSnapshot snapshot) => _world.Refuses(this) ? Diagnostic.Error("FORAY000", "full") : null;

    public Task ReachedAsync(HandOffStep step) => _world.ReachAsync(this, $"step {step}", CancellationToken.None);

    private async Task<T> LedgerAsync<T>(string what, Func<IProgramLedger, Task<T>> ask, CancellationToken cancellationToken)
    {
        if (await _world.ReachAsync(this, $"ledger {what}", cancellationToken) == Fate.Fail)
            throw NoLedger();
        var answer = await ask(_world.Ledger);
        return await _world.ReachAsync(this, $"ledger said {what}", cancellationToken) == Fate.Fail ? throw NoLedger() : answer;
    }

    private static DiagnosticException Away(string station) => new(Diagnostic.Error("FORAY370", $"'{station}' is away"));

    private static DiagnosticException NoLedger() => new(Diagnostic.Error("FORAY526", "the ledger is away"));
}

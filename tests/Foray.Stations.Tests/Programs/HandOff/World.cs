using System.Text;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Programs;
using Foray.Stations.Programs.Keeping;
using Foray.Stations.Programs.Ledger;
using Microsoft.Extensions.Time.Testing;
using Foray.Stations.Programs.Supervision;

namespace Foray.Stations.Tests.Programs.HandOff;

/// <summary>Stations that crash, messages that get lost, and programs that move and end among them; and what has to hold all the time.</summary>
internal sealed class World : IDisposable
{
    private readonly Pump _pump = new();
    private readonly SynchronizationContext? _before = SynchronizationContext.Current;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("foray-world-");
    private readonly Dictionary<string, SimulatedStation> _stations = [];
    private readonly SqliteLedger _ledger = SqliteLedger.Open(":memory:");
    private readonly List<Exception> _faults = [];
    private readonly Dictionary<string, long> _epochs = [];
    private readonly Dictionary<string, HashSet<string>> _contents = [];
    private int _count;

    public World(params string[] names)
    {
        SynchronizationContext.SetSynchronizationContext(_pump);
        Names = names;
        foreach (var name in names)
            Boot(name);
    }

    public IReadOnlyList<string> Names { get; }

    public FakeTimeProvider Time { get; } = new();

    public IProgramLedger Ledger => _ledger;

    public List<Point> Points { get; } = [];

    public List<SimulatedWorker> Workers { get; } = [];

    public List<(string Station, byte[] Request)> Late { get; } = [];

    /// <summary>Programs whose begin was told to have succeeded.</summary>
    public HashSet<string> Begun { get; } = [];

    /// <summary>A station that takes no programs.</summary>
    public string? Full { get; set; }

    public List<string> Trace { get; } = [];

    public SimulatedStation? Find(string name) => _stations[name] is { IsUp: true } station ? station : null;

    public bool Refuses(SimulatedStation station) => station.Name == Full;

    /// <summary>The fate is what the test says it is, unless the station is dead by then.</summary>
    public async Task<Fate> ReachAsync(SimulatedStation station, string name, CancellationToken cancellationToken)
    {
        if (!station.IsUp)
            throw new StationCrash();
        var point = new Point(station, name);
        Points.Add(point);
        using var registration = cancellationToken.Register(() => Remove(point).Cancel());
        return await point.Reached;
    }

    public void Meet(Point point, Fate fate)
    {
        Trace.Add($"{fate}: {point}");
        Remove(point).Meet(fate);
        _pump.Run();
    }

    public void Boot(string name)
    {
        Trace.Add($"boot {name}");
        _stations[name] = new SimulatedStation(this, name, Path.Combine(_folder.FullName, $"{name}.db"));
    }

    public void Crash(string name)
    {
        Trace.Add($"crash {name}");
        var station = _stations[name];
        station.Crash();
        Workers.RemoveAll(worker => worker.Station == station);
        foreach (var point in Points.Where(point => point.Station == station).ToList())
            Remove(point).Crash();
        _pump.Run();
    }

    public string BeginProgram(string at, string destination)
    {
        var id = $"{++_count:x32}";
        var snapshot = NewContent(new ProgramSnapshot
        {
            Id = id,
            Family = id,
            ReportingStation = at,
            Epoch = 1,
            Package = new ProgramPackage("python", "kp.py", new Dictionary<string, string> { ["kp.py"] = "class KP: pass" }, []),
        });
        var station = Find(at)!;
        Trace.Add($"begin {id[^1]} at {at} for {destination}");
        Do(station, async () =>
        {
            try
            {
                await station.Life.BeginAsync(snapshot, destination, CancellationToken.None);
                Begun.Add(id);
            }
            catch (DiagnosticException)
            {
                // It may be known all the same, where the ledger's answer was lost.
            }
        });
        return id;
    }

    /// <returns>The content that it leaves with.</returns>
    public string Migrate(SimulatedWorker worker, string destination)
    {
        Trace.Add($"migrate {worker.Snapshot.Id[^1]} from {worker.Station.Name} to {destination}");
        var snapshot = NewContent(worker.Snapshot);
        worker.Waits = new CancellationTokenSource();
        Do(worker.Station, async () =>
        {
            try
            {
                var outcome = await worker.Station.HandOff.MigrateAsync(snapshot, destination, worker.Waits.Token);
                if (outcome.HasLeft)
                    Workers.Remove(worker);
                else
                    Resume(worker, outcome.Epoch);
            }
            catch (OperationCanceledException)
            {
                await EndAsync(worker, mayBeElsewhere: true);
            }
        });
        return Encoding.UTF8.GetString(snapshot.Suitcase);
    }

    /// <summary>A program returns, or is killed where it waits for its hand-off.</summary>
    public void End(SimulatedWorker worker)
    {
        Trace.Add($"end {worker.Snapshot.Id[^1]} at {worker.Station.Name}");
        if (worker.Waits is { } waits)
            waits.Cancel();
        else
            Do(worker.Station, () => EndAsync(worker, mayBeElsewhere: false));
        _pump.Run();
    }

    public void Recover(SimulatedStation station)
    {
        Trace.Add($"pass at {station.Name}");
        station.Pass = Do(station, () => station.Recovery.PassAsync(CancellationToken.None));
    }

    public void DeliverLate()
    {
        var (name, request) = Late[0];
        Late.RemoveAt(0);
        Trace.Add($"late message at {name}");
        if (Find(name) is { } station)
            Do(station, async () =>
            {
                try
                {
                    await station.AnswerAsync(request);
                }
                catch (DiagnosticException)
                {
                    // Nobody waits for the answer.
                }
            });
    }

    public void Wait(TimeSpan time)
    {
        Time.Advance(time);
        _pump.Run();
    }

    /// <summary>Lets everything go its way until nothing waits.</summary>
    public void Settle()
    {
        while (Points.Count > 0)
            Meet(Points[0], Fate.Go);
    }

    /// <summary>Lets everything go its way until a point is reached.</summary>
    public Point Until(string name)
    {
        while (Points.Find(point => point.Name == name) is null)
            Meet(Points[0], Fate.Go);
        return Points.Find(point => point.Name == name)!;
    }

    /// <summary>A pass at a station, to its end.</summary>
    public void RecoverWhole(string name)
    {
        Recover(Find(name)!);
        Settle();
    }

    /// <summary>Starts all stations, and lets them come to an end with what they have.</summary>
    public void Heal()
    {
        Full = null;
        for (var round = 0; round < 12; round++)
        {
            foreach (var name in Names)
                if (Find(name) is null)
                    Boot(name);
            Wait(TimeSpan.FromSeconds(11));
            Settle();
            foreach (var name in Names)
            {
                Recover(Find(name)!);
                Settle();
            }
        }
    }

    /// <summary>Each program lives once, or has ended once.</summary>
    public void AssertNothingIsLost()
    {
        AssertNoFault();
        for (var number = 1; number <= _count; number++)
            AssertOne($"{number:x32}");
    }

    public void AssertNoFault()
    {
        if (_faults.Count > 0)
            throw new InvalidOperationException($"{_faults[0].Message} after:\n{string.Join('\n', Trace)}", _faults[0]);
    }

    public void Dispose()
    {
        foreach (var station in _stations.Values.Where(station => station.IsUp))
            station.Crash();
        _ledger.Dispose();
        SynchronizationContext.SetSynchronizationContext(_before);
        _folder.Delete(recursive: true);
    }

    /// <summary>A worker begins with an incarnation.</summary>
    public void Begin(SimulatedStation station, ProgramSnapshot snapshot)
    {
        Check(_contents[snapshot.Id].Contains(Encoding.UTF8.GetString(snapshot.Suitcase)), "a program begins with a suitcase that it had neither at its last begin nor when it left");
        _contents[snapshot.Id] = [Encoding.UTF8.GetString(snapshot.Suitcase)];
        var worker = new SimulatedWorker(station, snapshot);
        Workers.Add(worker);
        Resume(worker, snapshot.Epoch);
    }

    private void Resume(SimulatedWorker worker, long epoch)
    {
        worker.Waits = null;
        worker.Snapshot = worker.Snapshot with { Epoch = epoch };
        var id = worker.Snapshot.Id;
        Check(worker.Station.IsUp, "a worker goes on at a station that was killed");
        Check(Workers.Count(other => other.Snapshot.Id == id && other.Waits is null) == 1, $"more than one incarnation of {id[^1]} runs");
        Check(epoch > _epochs.GetValueOrDefault(id), $"epoch {epoch} of {id[^1]} does not rise");
        _epochs[id] = epoch;
        Trace.Add($"{id[^1]} runs at {worker.Station.Name} under epoch {epoch}");
    }

    private async Task EndAsync(SimulatedWorker worker, bool mayBeElsewhere)
    {
        Workers.Remove(worker);
        var result = new ProgramResult
        {
            Id = worker.Snapshot.Id,
            Family = worker.Snapshot.Family,
            Epoch = worker.Snapshot.Epoch,
            ReportingStation = worker.Snapshot.ReportingStation,
            Station = worker.Station.Name,
            End = ProgramEndKind.Returned,
            Time = Time.GetUtcNow(),
        };
        Check(await worker.Station.Life.EndAsync(result, CancellationToken.None) || mayBeElsewhere, "the end of a program that ran here was void");
    }

    private void AssertOne(string id)
    {
        var entry = Done(Ledger.FindAsync(id, CancellationToken.None));
        var results = _stations.Values.Sum(station => Done(station.Store.Outbox.ListAsync(CancellationToken.None)).Count(result => result.Id == id && result.IsConfirmed));
        var workers = Workers.Where(worker => worker.Snapshot.Id == id).ToList();
        Check(workers.Count + results <= 1, $"{id[^1]} lives or has ended more than once");
        Check(workers.Count + results == 1 || !Begun.Contains(id), $"{id[^1]} is lost");
        Check(workers.All(worker => entry == new LedgerEntry(worker.Snapshot.Epoch, worker.Station.Name)), $"{id[^1]} runs elsewhere than the ledger says");
        Check(results == 0 || entry is null, $"{id[^1]} has ended and is in the ledger");
        Check(_stations.Values.Sum(station => Done(station.Store.ListAsync(CancellationToken.None)).Count(program => program.Id == id)) == workers.Count, $"{id[^1]} is kept where it does not run");
        AssertNoFault();
    }

    private ProgramSnapshot NewContent(ProgramSnapshot snapshot)
    {
        var content = $"{snapshot.Id} {Guid.NewGuid()}";
        if (!_contents.TryGetValue(snapshot.Id, out var contents))
            _contents[snapshot.Id] = contents = [];
        contents.Add(content);
        return snapshot with { Suitcase = Encoding.UTF8.GetBytes(content) };
    }

    private Task Do(SimulatedStation station, Func<Task> work)
    {
        var task = GuardAsync(station, work);
        _pump.Run();
        return task;
    }

    private async Task GuardAsync(SimulatedStation station, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception)
        {
            // The work of a station that was killed ends in one way or another.
            if (station.IsUp)
                _faults.Add(exception);
        }
    }

    private Point Remove(Point point)
    {
        Points.Remove(point);
        return point;
    }

    private void Check(bool holds, string broken)
    {
        if (!holds)
            _faults.Add(new InvalidOperationException(broken));
    }

    private static T Done<T>(Task<T> task) => task.IsCompleted ? task.GetAwaiter().GetResult() : throw new InvalidOperationException("the store has to answer at once");
}

using System.Collections.Concurrent;
using Foray.Stations.Cluster;
using Foray.Stations.Programs;
using Foray.Stations.Programs.HandOff;
using Foray.Stations.Programs.Sandbox;
using Foray.Stations.Programs.Services;
using Foray.Stations.Programs.Supervision;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Foray.Stations.Tests.Programs.Supervision;

/// <summary>The programs' part of a station, with workers that tests speak for.</summary>
internal sealed class TestStation : IAsyncDisposable
{
    private int _programs;

    public TestStation(string name = "a", ConcurrentDictionary<(string, string), IStationPart>? joined = null, int most = ProgramStarter.DefaultMost, IWorkerPool? workers = null, DirectTravel? travel = null)
    {
        joined ??= new();
        var stations = new JoinedStations(name, joined);
        var local = new LocalNames(name, Time);
        joined[(name, ServicesPart.PartName)] = new ServicesPart(local);
        Names = new WorldNames(local, stations, Time);
        Starter = new ProgramStarter(
            new ProgramSurroundings
            {
                Stations = stations,
                Runtimes = ["python", "javascript"],
                Workers = workers ?? Pool,
                HandOff = new Lazy<IHandOff>((IHandOff?)travel ?? Travel),
                Clones = new Lazy<ICloneSender>((ICloneSender?)travel ?? Travel),
                Ledger = Ledger,
                Names = Names,
                Observer = Observer,
                Time = Time,
                Logger = NullLogger.Instance,
            },
            most);
    }

    public FakeTimeProvider Time { get; } = new();

    public ScriptedPool Pool { get; } = new();

    public ScriptedTravel Travel { get; } = new();

    public TableLedger Ledger { get; } = new();

    public RecordingObserver Observer { get; } = new();

    public WorldNames Names { get; }

    public ProgramStarter Starter { get; }

    public ProgramSnapshot Program(string? id = null, long epoch = 1) => new()
    {
        Id = id ?? $"p{++_programs}",
        Family = "f",
        ReportingStation = "a",
        Epoch = epoch,
        Package = new ProgramPackage("python", "kp.py", new Dictionary<string, string> { ["kp.py"] = "" }, []),
    };

    /// <summary>Starts a program, and gives its worker, which has begun.</summary>
    public async Task<ScriptedWorker> StartAsync(ProgramSnapshot? program = null)
    {
        await Starter.StartAsync(program ?? Program(), ScriptedWorker.Token);
        var worker = await Pool.NextAsync();
        Assert.Equal("begin", (string?)(await worker.ReceiveAsync())["type"]);
        return worker;
    }

    /// <summary>Lets time pass until a task is done that waits for it.</summary>
    public async Task<T> PassAsync<T>(Task<T> task, TimeSpan step)
    {
        while (!task.IsCompleted)
        {
            Time.Advance(step);
            await Task.WhenAny(task, Task.Delay(1, ScriptedWorker.Token));
        }

        return await task;
    }

    public ValueTask DisposeAsync() => Starter.DisposeAsync();
}

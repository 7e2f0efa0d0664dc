using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Cluster;
using Foray.Stations.Programs;
using Foray.Stations.Programs.Ledger;
using Foray.Stations.Programs.Reporting;
using Foray.Stations.Programs.Submitting;
using Foray.Stations.Programs.Supervision;
using Foray.Stations.Tests.Programs.Supervision;

namespace Foray.Stations.Tests.Programs.Submitting;

public sealed class ProgramDirectoryTests : IDisposable
{
    private static readonly string Family = new('f', 32);

    private readonly ConcurrentDictionary<(string Station, string Part), IStationPart> _parts = new();
    private readonly SqliteLedger _ledger = SqliteLedger.Open(":memory:");
    private readonly Families _families = Families.Open(":memory:", TimeProvider.System);
    private readonly ProgramDirectory _directory;

    public ProgramDirectoryTests() => _directory = new ProgramDirectory(new JoinedStations("a", _parts), _ledger, _families);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _ledger.Dispose();
        _families.Dispose();
    }

    [Fact]
    public async Task A_program_that_moves_and_is_told_twice_is_listed_once_as_the_later_incarnation()
    {
        _parts[("a", ProgramsPart.PartName)] = new SomePrograms(Running(3), Running(4));
        _parts[("b", ProgramsPart.PartName)] = new SomePrograms(Running(5));
        await _ledger.TryAddAsync(Family, new LedgerEntry(5, "b"), Token);
        var listed = Assert.Single(await _directory.ListAsync(Token));
        Assert.Equal((Family, "b", ListedProgram.Runs), (listed.Id, listed.Station, listed.State));
    }

    [Fact]
    public async Task A_program_that_cannot_be_ended_keeps_no_other_of_its_family_from_it()
    {
        await _families.RegisterAsync(Program(), "a", Token);
        var clones = new[] { "away", "a", "b" }.Select((station, number) => (Id: new string($"{number}"[0], 32), Station: station)).ToList();
        var number = 0;
        foreach (var (id, station) in clones)
        {
            await _ledger.TryAddAsync(id, new LedgerEntry(1, station), Token);
            await _families.AddAsync(
                [new Letter("m", ++number, new ProgramEvent(Family, Family, ProgramEventKind.Cloned, new JsonObject { ["clone"] = id, ["station"] = station }))], Token);
        }

        var (a, b) = (new SomePrograms(), new SomePrograms());
        (_parts[("a", ProgramsPart.PartName)], _parts[("b", ProgramsPart.PartName)]) = (a, b);
        var problem = await Assert.ThrowsAsync<DiagnosticException>(() => _directory.KillAsync(Family, "why not", Token));
        Assert.Equal("FORAY370", Assert.Single(problem.Diagnostics).Code);
        Assert.Equal([clones[1].Id, clones[2].Id], a.Killed.Concat(b.Killed));
    }

    private static RunningProgram Running(long epoch) => new(Family, Family, epoch, "python", "kp.py", DateTimeOffset.UnixEpoch);

    private static ProgramSnapshot Program() => new()
    {
        Id = Family,
        Family = Family,
        ReportingStation = "a",
        Epoch = 1,
        Package = new ProgramPackage("python", "kp.py", new Dictionary<string, string> { ["kp.py"] = "" }, []),
    };

    private sealed class SomePrograms(params RunningProgram[] running) : IStationPart
    {
        public string Name => ProgramsPart.PartName;

        public List<string> Killed { get; } = [];

        public Task<byte[]> AnswerAsync(byte[] request, CancellationToken cancellationToken)
        {
            var read = JsonNode.Parse(request)!;
            if ((string?)read["ask"] == "kill")
                Killed.Add((string)read["id"]!);
            return Task.FromResult(JsonSerializer.SerializeToUtf8Bytes(running, JsonSerializerOptions.Web));
        }
    }
}

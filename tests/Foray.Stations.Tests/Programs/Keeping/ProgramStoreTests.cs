using Foray.Sdk.Diagnostics;
using Foray.Stations.Programs;
using Foray.Stations.Programs.Keeping;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Foray.Stations.Programs.Supervision;

namespace Foray.Stations.Tests.Programs.Keeping;

public sealed class ProgramStoreTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("foray-programs-");
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private ProgramStore _store;

    public ProgramStoreTests() => _store = ProgramStore.Open(FilePath, _time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string FilePath => Path.Combine(_folder.FullName, ProgramStore.FileName);

    public void Dispose()
    {
        _store.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_program_is_there_when_the_store_is_opened_again()
    {
        var program = Some(1);
        Assert.True(await _store.AddAsync(program, Token));
        Assert.False(await _store.AddAsync(program, Token));
        Reopen();
        Assert.Equivalent(program, await _store.ReadAsync(program.Id, 1, Token), strict: true);
        Assert.Equal((ProgramPhase.Running, 1L, (string?)null), await PhaseAsync(program.Id));
    }

    [Fact]
    public async Task A_prepared_program_keeps_what_it_began_as_beside_what_it_leaves_as()
    {
        var program = Some(1);
        await _store.AddAsync(program, Token);
        Assert.True(await _store.PrepareAsync(program with { Suitcase = [9] }, "there", Token));
        Assert.False(await _store.PrepareAsync(program, "elsewhere", Token));
        Assert.Equal((ProgramPhase.Prepared, 1L, "there"), await PhaseAsync(program.Id));
        Assert.Equal(program.Suitcase, (await _store.ReadAsync(program.Id, 1, Token))!.Suitcase);
        var moving = SnapshotFormat.Read((await _store.ReadMovingAsync(program.Id, 1, Token))!);
        Assert.Equal((2L, (byte)9), (moving.Epoch, Assert.Single(moving.Suitcase)));
    }

    [Fact]
    public async Task A_program_that_stays_is_what_it_began_as_under_the_new_epoch()
    {
        var program = Some(1);
        await _store.AddAsync(program, Token);
        await _store.PrepareAsync(program with { Suitcase = [9] }, "there", Token);
        Assert.True(await _store.StayAsync(program.Id, 1, 5, Token));
        Assert.False(await _store.StayAsync(program.Id, 1, 6, Token));
        Assert.Equal((ProgramPhase.Running, 5L, (string?)null), await PhaseAsync(program.Id));
        Assert.Equivalent(program with { Epoch = 5 }, await _store.ReadAsync(program.Id, 5, Token), strict: true);
        Assert.Null(await _store.ReadMovingAsync(program.Id, 5, Token));
        Assert.Null(await _store.ReadAsync(program.Id, 1, Token));
    }

    [Fact]
    public async Task A_received_program_takes_the_place_of_older_incarnations_alone()
    {
        var program = Some(1);
        await _store.AddAsync(program, Token);
        Assert.True(await ReceiveAsync(program with { Epoch = 3 }));
        Assert.False(await ReceiveAsync(program with { Epoch = 3 }));
        Assert.False(await ReceiveAsync(program with { Epoch = 2 }));
        Assert.Equal((ProgramPhase.Received, 3L, "origin"), await PhaseAsync(program.Id));
        Assert.True(await _store.BeginAsync(program.Id, 3, Token));
        Assert.False(await _store.BeginAsync(program.Id, 3, Token));
        Assert.False(await _store.DropAsync(program.Id, 2, Token));
        Assert.True(await _store.DropAsync(program.Id, 3, Token));
    }

    [Fact]
    public async Task The_end_of_a_program_takes_its_place_and_waits_for_its_acknowledgement()
    {
        var program = Some(1);
        await _store.AddAsync(program, Token);
        Assert.False(await _store.EndAsync(Result(program with { Epoch = 2 }), Token));
        Assert.True(await _store.EndAsync(Result(program), Token));
        Assert.False(await _store.EndAsync(Result(program), Token));
        Assert.Empty(await _store.ListAsync(Token));
        Assert.Equal(new OutboxEntry(program.Id, 1, "home", IsConfirmed: false), Assert.Single(await _store.Outbox.ListAsync(Token)));

        await _store.Outbox.ConfirmAsync(program.Id, 1, Token);
        Reopen();
        Assert.True(Assert.Single(await _store.Outbox.ListAsync(Token)).IsConfirmed);
        Assert.Equal(ProgramEndKind.Returned, ResultFormat.Read((await _store.Outbox.ReadAsync(program.Id, Token))!).End);
        await _store.Outbox.RemoveAsync(program.Id, 1, Token);
        Assert.Empty(await _store.Outbox.ListAsync(Token));
    }

    [Fact]
    public async Task Reports_are_found_by_submission_and_dropped_by_age_and_number()
    {
        var family = ProgramId.New();
        var reports = Enumerable.Range(1, 5).Select(number => Result(Some(number) with { Family = family })).ToList();
        foreach (var report in reports)
        {
            for (var time = 0; time < 2; time++)
                Assert.Equal(report.Id, (await _store.Reports.AddAsync(ResultFormat.Write(report), Token)).Id);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(reports.Select(report => report.Id), await _store.Reports.ListAsync(family, Token));
        Assert.Equal(1, await _store.Reports.DropAsync(DateTimeOffset.UnixEpoch.AddSeconds(30), 10, Token));
        Assert.Equal(2, await _store.Reports.DropAsync(DateTimeOffset.UnixEpoch, 2, Token));
        Assert.Equal(reports[3..].Select(report => report.Id), await _store.Reports.ListAsync(family, Token));
        Assert.Null(await _store.Reports.FindAsync(reports[0].Id, Token));
        Assert.Equal("here", (await _store.Reports.FindAsync(reports[4].Id, Token))!.Station);
    }

    [Fact]
    public async Task A_damaged_program_is_told_and_harms_no_other()
    {
        var (damaged, sound) = (Some(1), Some(2));
        await _store.AddAsync(damaged, Token);
        await _store.AddAsync(sound, Token);
        Execute($"update programs set snapshot = zeroblob(length(snapshot)) where id = '{damaged.Id}'");
        var problem = await Assert.ThrowsAsync<DiagnosticException>(() => _store.ReadAsync(damaged.Id, 1, Token));
        Assert.Equal("FORAY295", Assert.Single(problem.Diagnostics).Code);
        Assert.NotNull(await _store.ReadAsync(sound.Id, 1, Token));
        Assert.Equal(2, (await _store.ListAsync(Token)).Count);
    }

    [Fact]
    public void A_newer_store_is_refused()
    {
        Execute("pragma user_version = 9");
        Assert.Equal("FORAY290", Assert.Single(Assert.Throws<DiagnosticException>(Reopen).Diagnostics).Code);
    }

    private static ProgramSnapshot Some(int number) => new()
    {
        Id = $"{number:x32}",
        Family = $"{number:x32}",
        ReportingStation = "home",
        Epoch = 1,
        Package = new ProgramPackage("python", "kp.py", new Dictionary<string, string> { ["kp.py"] = "class KP: pass" }, ["x"]),
        State = new ProgramState("python-pickle-1", [1, 2, 3]),
        Suitcase = [4, 5],
    };

    private static ProgramResult Result(ProgramSnapshot program) => new()
    {
        Id = program.Id,
        Family = program.Family,
        Epoch = program.Epoch,
        ReportingStation = program.ReportingStation,
        Station = "here",
        End = ProgramEndKind.Returned,
        Time = DateTimeOffset.UnixEpoch,
    };

    private Task<bool> ReceiveAsync(ProgramSnapshot program) => _store.ReceiveAsync(program, SnapshotFormat.Write(program), "origin", Token);

    private async Task<(ProgramPhase Phase, long Epoch, string? Peer)> PhaseAsync(string id)
    {
        var program = (await _store.FindAsync(id, Token))!;
        return (program.Phase, program.Epoch, program.Peer);
    }

    private void Reopen()
    {
        _store.Dispose();
        _store = ProgramStore.Open(FilePath, _time);
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Cluster;
using Foray.Stations.Programs;
using Foray.Stations.Programs.Keeping;
using Foray.Stations.Programs.Reporting;
using Foray.Stations.Programs.Supervision;
using Foray.Stations.Tests.Programs.Supervision;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Foray.Stations.Tests.Programs.Reporting;

/// <summary>What a station tells of its programs, and what the one that they were submitted to keeps of it.</summary>
public sealed class ReportingTests : IAsyncDisposable
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("foray-reporting-");
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly ConcurrentDictionary<(string Station, string Part), IStationPart> _parts = new();
    private readonly ProgramStore _store;
    private readonly Families _families;

    public ReportingTests()
    {
        _store = ProgramStore.Open(Path.Combine(_folder.FullName, ProgramStore.FileName), _time);
        _families = Families.Open(Path.Combine(_folder.FullName, Families.FileName), _time);
        _parts[("home", EventsPart.PartName)] = new EventsPart(_families);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync()
    {
        _store.Dispose();
        _families.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_a_program_prints_is_kept_in_its_order_before_what_happens_then()
    {
        using var mailbox = await OpenMailboxAsync();
        await using var postman = PostmanOf(mailbox);
        await using var reporter = new Reporter(new(() => throw new NotSupportedException()), mailbox, postman, _time, Refuse);
        var snapshot = Program();
        for (var i = 0; i < 200; i++)
        {
            reporter.Printed(new ProgramOutput(Id, Id, "home", i % 2 == 0, $"{i},"));
            // Whatever was gathered is on its way into the mailbox while more comes.
            if (i % 10 == 0)
                _time.Advance(TimeSpan.FromMilliseconds(50));
        }

        await reporter.LeftAsync(snapshot, "there");
        var letters = await ReadAllAsync(mailbox);
        Assert.Equal(string.Concat(Enumerable.Range(0, 200).Select(i => $"{i},")), string.Concat(letters[..^1].Select(letter => (string?)letter.Event.Content["text"])));
        Assert.Equal(ProgramEventKind.Moved, letters[^1].Event.Kind);
    }

    [Fact]
    public async Task What_was_gathered_is_kept_when_the_station_stops()
    {
        using var mailbox = await OpenMailboxAsync();
        await using var postman = PostmanOf(mailbox);
        var reporter = new Reporter(new(() => throw new NotSupportedException()), mailbox, postman, _time, Refuse);
        reporter.Printed(new ProgramOutput(Id, Id, "home", false, "last words"));
        await reporter.DisposeAsync();
        Assert.Equal("last words", (string?)Assert.Single(await ReadAllAsync(mailbox)).Event.Content["text"]);
    }

    [Fact]
    public async Task A_station_that_fails_is_tried_again_and_keeps_no_other_from_hearing()
    {
        using var mailbox = await OpenMailboxAsync();
        await using var postman = PostmanOf(mailbox);
        var faulty = new FailingPart(EventsPart.PartName);
        _parts[("a", EventsPart.PartName)] = faulty;
        await _families.RegisterAsync(Program(), "home", Token);
        postman.Start();
        await mailbox.AddAsync("a", [Printed("lost?")], Token);
        postman.Wake();
        await faulty.Asked.WaitAsync(Token);

        await mailbox.AddAsync("home", [Printed("heard")], Token);
        postman.Wake();
        while ((await _families.ReadAsync(Id, 1, TimeSpan.Zero, Token))!.Events.Count == 0)
            await PassAsync();
        while (faulty.Count < 2)
            await PassAsync();
        Assert.NotEmpty(await mailbox.ReadAsync("a", Token));
    }

    [Fact]
    public async Task A_wait_for_an_unknown_submission_ends_at_once_for_all_who_wait()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _families.ReadAsync(Id, 0, TimeSpan.FromHours(1), Token)));
        Assert.All(answers, Assert.Null);
        Assert.Equal(0, _families.Awaited);
    }

    private static void Refuse(Diagnostic problem) => Assert.Fail(problem.Message);

    private static ProgramEvent Printed(string text) => new(Id, Id, ProgramEventKind.Printed, new JsonObject { ["stream"] = "stdout", ["text"] = text });

    private static ProgramSnapshot Program() => new()
    {
        Id = Id,
        Family = Id,
        ReportingStation = "home",
        Epoch = 1,
        Package = new ProgramPackage("python", "kp.py", new Dictionary<string, string> { ["kp.py"] = "" }, []),
    };

    private Task<Mailbox> OpenMailboxAsync() => Mailbox.OpenAsync(Path.Combine(_folder.FullName, Mailbox.FileName), Token);

    private Postman PostmanOf(Mailbox mailbox) => new(new JoinedStations("own", _parts), mailbox, _store.Outbox, _time, NullLogger<Postman>.Instance);

    private async Task PassAsync()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        await Task.Delay(1, Token);
    }

    private static async Task<List<Letter>> ReadAllAsync(Mailbox mailbox)
    {
        var read = new List<Letter>();
        while (await mailbox.ReadAsync("home", Token) is { Count: > 0 } letters)
        {
            read.AddRange(letters);
            await mailbox.RemoveAsync("home", letters[^1].Number, Token);
        }

        return read;
    }
}

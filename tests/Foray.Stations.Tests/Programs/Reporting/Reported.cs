using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Foray.Stations.Cluster;
using Foray.Stations.Programs;
using Foray.Stations.Programs.Keeping;
using Foray.Stations.Programs.Reporting;
using Foray.Stations.Programs.Supervision;
using Foray.Stations.Tests.Programs.Supervision;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Foray.Stations.Tests.Programs.Reporting;

/// <summary>A station where programs end, and one that they were submitted to, with real files.</summary>
internal sealed class Reported : IAsyncDisposable
{
    public const string Home = "home";
    public const string Away = "away";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("foray-reporting-");
    private readonly ConcurrentDictionary<(string, string), IStationPart> _parts = new();
    private ProgramStore _homeStore = null!;

    private Reported()
    {
    }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UnixEpoch.AddDays(100));

    public Families Families { get; private set; } = null!;

    public ProgramStore Store { get; private set; } = null!;

    public Mailbox Mailbox { get; private set; } = null!;

    public Postman Postman { get; private set; } = null!;

    /// <summary>What the reporting station was asked, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<Reported> OpenAsync()
    {
        var reported = new Reported();
        await reported.OpenFilesAsync();
        reported.ComeBack();
        return reported;
    }

    /// <summary>Closes everything and opens it again, as a restart of both stations does.</summary>
    public async Task RestartAsync()
    {
        await CloseAsync();
        await OpenFilesAsync();
        if (!_parts.IsEmpty)
            ComeBack();
    }

    /// <summary>The reporting station cannot be reached any more.</summary>
    public void GoAway() => _parts.Clear();

    /// <summary>It can be.</summary>
    public void ComeBack()
    {
        _parts[(Home, EventsPart.PartName)] = new Recorded(new EventsPart(Families), Asked);
        _parts[(Home, ResultsPart.PartName)] = new Recorded(new ResultsPart(_homeStore.Reports, Families), Asked);
    }

    /// <summary>Submits a program.</summary>
    public async Task<ProgramSnapshot> SubmitAsync()
    {
        var program = Program(ProgramId.New());
        await Families.RegisterAsync(program, Home, Token);
        return program;
    }

    public static ProgramSnapshot Program(string id, string? family = null) => new()
    {
        Id = id,
        Family = family ?? id,
        ReportingStation = Home,
        Epoch = 1,
        Package = new ProgramPackage("python", "kp.py", new Dictionary<string, string> { ["kp.py"] = "" }, []),
    };

    /// <summary>A program ends, and its end may be told.</summary>
    public async Task EndAsync(ProgramSnapshot program)
    {
        await Store.AddAsync(program, Token);
        Assert.True(await Store.EndAsync(ResultOf(program), Token));
        await Store.Outbox.ConfirmAsync(program.Id, 1, Token);
        Postman.Wake();
    }

    public ProgramResult ResultOf(ProgramSnapshot program) => new()
    {
        Id = program.Id,
        Family = program.Family,
        Epoch = 1,
        ReportingStation = Home,
        Station = Away,
        End = ProgramEndKind.Returned,
        Time = Time.GetUtcNow(),
    };

    public async Task PrintAsync(ProgramSnapshot program, string text)
    {
        await Mailbox.AddAsync(Home, [Printed(program, text)], Token);
        Postman.Wake();
    }

    public static ProgramEvent Printed(ProgramSnapshot program, string text) =>
        new(program.Family, program.Id, ProgramEventKind.Printed, new JsonObject { ["stream"] = "stdout", ["text"] = text });

    public static ProgramEvent Cloned(ProgramSnapshot clone) =>
        new(clone.Family, clone.Id, ProgramEventKind.Cloned, new JsonObject { ["clone"] = clone.Id, ["station"] = Away });

    /// <summary>All events of a submission until it has ended, one word each.</summary>
    public async Task<IReadOnlyList<string>> FollowAsync(string family)
    {
        var words = new List<string>();
        for (var after = 0L; ;)
        {
            var read = (await PassAsync(Families.ReadAsync(family, after, TimeSpan.FromHours(1), Token)))!;
            words.AddRange(read.Events.Select(happened => (string?)happened.Content["text"] ?? happened.Kind.ToString()));
            if (read.IsEnded)
                return words;
            after = read.Events.Count > 0 ? read.Events[^1].Sequence : after;
        }
    }

    /// <summary>What is known of a submission now, one word for each event.</summary>
    public async Task<IReadOnlyList<string>> WordsAsync(string family) =>
        [.. (await Families.ReadAsync(family, 0, TimeSpan.Zero, Token))!.Events.Select(happened => (string?)happened.Content["text"] ?? happened.Kind.ToString())];

    /// <summary>Lets time pass until a task is done that waits for it.</summary>
    public async Task<T> PassAsync<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(task, Task.Delay(1, Token));
        }

        return await task;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _folder.Delete(recursive: true);
    }

    private async Task OpenFilesAsync()
    {
        Families = Families.Open(FileOf(Families.FileName), Time);
        Store = ProgramStore.Open(FileOf(ProgramStore.FileName), Time);
        _homeStore = ProgramStore.Open(FileOf("home.db"), Time);
        Mailbox = await Mailbox.OpenAsync(FileOf(Mailbox.FileName), Token);
        Postman = new Postman(new JoinedStations(Away, _parts), Mailbox, Store.Outbox, Time, NullLogger<Postman>.Instance);
    }

    private async Task CloseAsync()
    {
        await Postman.DisposeAsync();
        foreach (var file in (IDisposable[])[Families, Store, _homeStore, Mailbox])
            file.Dispose();
    }

    private string FileOf(string name) => Path.Combine(_folder.FullName, name);

    private sealed class Recorded(IStationPart part, ConcurrentQueue<string> asked) : IStationPart
    {
        public string Name => part.Name;

        public Task<byte[]> AnswerAsync(byte[] request, CancellationToken cancellationToken)
        {
            asked.Enqueue(Name);
            return part.AnswerAsync(request, cancellationToken);
        }
    }
}

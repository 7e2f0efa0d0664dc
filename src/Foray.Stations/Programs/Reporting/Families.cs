using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Foray.Stations.Programs.Keeping;

namespace Foray.Stations.Programs.Reporting;

/// <summary>What became of the submissions of this station: each with its clones, and their events in one order.</summary>
internal sealed class Families : IDisposable
{
    /// <summary>Usual name of the file.</summary>
    public const string FileName = "submissions.db";

    /// <summary>Most events of one answer.</summary>
    private const int Batch = 500;

    /// <summary>The letters "Fors".</summary>
    private const int Kind = 0x466F7273;

    private static readonly string[] Versions =
    [
        """
        create table families (id text primary key, main text not null, submitted integer not null, changed integer not null);
        create table members (id text primary key, family text not null, station text not null, ended text, clones integer not null default 0);
        create index members_family on members (family);
        create table events (
            family text not null, sequence integer not null, program text not null, kind text not null, content text not null, mailbox text, number integer,
            primary key (family, sequence), unique (mailbox, number));
        """,
    ];

    private readonly ProgramDatabase _database;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _news = new(StringComparer.Ordinal);

    /// <summary>Submissions that somebody waits to hear of.</summary>
    public int Awaited => _news.Count;

    private Families(ProgramDatabase database, TimeProvider time) => (_database, _time) = (database, time);

    /// <summary>Opens what there is, and makes the file where there is none.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">The file cannot be used.</exception>
    public static Families Open(string path, TimeProvider time) => new(ProgramDatabase.Open(path, Kind, Versions), time);

    /// <summary>Begins to keep a submission.</summary>
    public Task RegisterAsync(ProgramSnapshot program, string station, CancellationToken cancellationToken) => _database.DoAsync(
        statements =>
        {
            statements.Execute(
                "insert into families (id, main, submitted, changed) values (@id, @main, @now, @now)", ("@id", program.Id), ("@main", program.Package.Main), ("@now", Now()));
            statements.Execute("insert into members (id, family, station) values (@id, @id, @station)", ("@id", program.Id), ("@station", station));
            Append(statements, new ProgramEvent(program.Id, program.Id, ProgramEventKind.Submitted, new JsonObject { ["station"] = station }), null);
            return true;
        },
        cancellationToken);

    /// <summary>Forgets a submission that could not begin.</summary>
    public Task WithdrawAsync(string family) => _database.DoAsync(statements => Forget(statements, "= @id", ("@id", family)), CancellationToken.None);

    /// <summary>Adds events; those that came before, and those of submissions that are not known here any more, are passed over.</summary>
    public async Task AddAsync(IReadOnlyList<Letter> letters, CancellationToken cancellationToken)
    {
        await _database.DoAsync(
            statements =>
            {
                foreach (var letter in letters.Where(letter => IsKnown(statements, letter.Event.Family)))
                    if (Append(statements, letter.Event, letter))
                        Apply(statements, letter.Event);
                return true;
            },
            cancellationToken);
        foreach (var family in letters.Select(letter => letter.Event.Family).Distinct())
            Announce(family);
    }

    /// <summary>Adds the end of a program, once.</summary>
    public async Task EndAsync(ProgramResult result, CancellationToken cancellationToken)
    {
        await _database.DoAsync(
            statements =>
            {
                if (!IsKnown(statements, result.Family))
                    return false;
                statements.Execute("insert or ignore into members (id, family, station) values (@id, @family, @station)", ("@id", result.Id), ("@family", result.Family), ("@station", result.Station));
                var isNew = statements.Execute(
                    "update members set ended = @end, clones = @clones, station = @station where id = @id and ended is null", ("@end", EndName.Of(result.End)), ("@clones", (long)result.Clones), ("@station", result.Station), ("@id", result.Id)) == 1;
                return isNew && Append(statements, new ProgramEvent(result.Family, result.Id, ProgramEventKind.Ended, ContentOf(result)), null);
            },
            cancellationToken);
        Announce(result.Family);
    }

    /// <summary>Events of a submission, after some time where there are none yet and it lives; null where it is not known here.</summary>
    public async Task<FamilyEvents?> ReadAsync(string family, long after, TimeSpan wait, CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        while (true)
        {
            var news = _news.GetOrAdd(family, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            var read = await ReadAsync(family, after, cancellationToken);
            // Of these nothing comes any more that anybody could wait for.
            if (read is null or { IsEnded: true })
                Announce(family);
            var left = wait - _time.GetElapsedTime(start);
            if (read is null || read.IsEnded)
                Announce(family); // nothing may come that would do it
            if (read is null || read.Events.Count > 0 || read.IsEnded || left <= TimeSpan.Zero)
                return read;
            try
            {
                await news.WaitAsync(left, _time, cancellationToken);
            }
            catch (TimeoutException)
            {
                return read;
            }
        }
    }

    /// <summary>The programs of all submissions, the newest submission first.</summary>
    public Task<IReadOnlyList<FamilyProgram>> ListAsync(CancellationToken cancellationToken) => _database.DoAsync(
        statements => statements.List(
            "select m.id, m.family, f.main, m.station, m.ended, f.submitted from members m join families f on f.id = m.family order by f.submitted desc, m.id",
            row => new FamilyProgram(
                row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)))),
        cancellationToken);

    /// <summary>Forgets submissions that have ended and were last heard of earlier.</summary>
    public Task<int> DropAsync(DateTimeOffset before, CancellationToken cancellationToken) => _database.DoAsync(
        statements => Forget(
            statements,
            "in (select id from families where changed < @before and not exists (select 1 from members where family = families.id and ended is null))",
            ("@before", before.ToUnixTimeMilliseconds())),
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    private Task<FamilyEvents?> ReadAsync(string family, long after, CancellationToken cancellationToken) => _database.DoAsync(
        statements =>
        {
            if (!IsKnown(statements, family))
                return null;
            var events = statements.List(
                "select sequence, program, kind, content from events where family = @family and sequence > @after order by sequence limit @most",
                row => new FamilyEvent(row.GetInt64(0), row.GetString(1), Enum.Parse<ProgramEventKind>(row.GetString(2)), (JsonObject)JsonNode.Parse(row.GetString(3))!),
                ("@family", family), ("@after", after), ("@most", (long)Batch));
            // Those that live, and clones that were sent and are not known here yet: what a program tells of them may come after its end.
            var living = statements.Find(
                "select count(*) filter (where ended is null) + max(1 + sum(clones) - count(*), 0) from members where family = @family", row => row.GetInt64(0), ("@family", family));
            return new FamilyEvents(events, living == 0 && events.Count < Batch);
        },
        cancellationToken);

    private static bool IsKnown(Statements statements, string family) =>
        statements.Find("select count(*) from families where id = @id", row => row.GetInt64(0), ("@id", family)) == 1;

    /// <returns>False where it came before.</returns>
    private bool Append(Statements statements, ProgramEvent happened, Letter? letter)
    {
        statements.Execute("update families set changed = @now where id = @id", ("@now", Now()), ("@id", happened.Family));
        return statements.Execute(
            """
            insert or ignore into events (family, sequence, program, kind, content, mailbox, number)
            values (@family, (select coalesce(max(sequence), 0) + 1 from events where family = @family), @program, @kind, @content, @mailbox, @number)
            """,
            ("@family", happened.Family), ("@program", happened.Program), ("@kind", happened.Kind.ToString()), ("@content", happened.Content.ToJsonString()),
            ("@mailbox", letter?.Mailbox), ("@number", letter?.Number)) == 1;
    }

    private static void Apply(Statements statements, ProgramEvent happened)
    {
        var station = (string?)happened.Content["station"];
        if (happened.Kind == ProgramEventKind.Moved)
            statements.Execute("update members set station = @station where id = @id and ended is null", ("@station", station), ("@id", happened.Program));
        else if (happened.Kind == ProgramEventKind.Cloned)
            statements.Execute(
                "insert or ignore into members (id, family, station) values (@id, @family, @station)",
                ("@id", (string)happened.Content["clone"]!), ("@family", happened.Family), ("@station", station));
    }

    private static int Forget(Statements statements, string which, (string Name, object? Value) parameter)
    {
        statements.Execute($"delete from events where family {which}", parameter);
        // The condition looks at members: they go after everything that it is asked for.
        var families = statements.List($"select id from families where id {which}", row => row.GetString(0), parameter);
        foreach (var family in families)
        {
            statements.Execute("delete from members where family = @id", ("@id", family));
            statements.Execute("delete from families where id = @id", ("@id", family));
        }

        return families.Count;
    }

    private static JsonObject ContentOf(ProgramResult result) => new()
    {
        ["station"] = result.Station,
        ["end"] = EndName.Of(result.End),
        ["code"] = EndName.CodeOf(result.End),
        ["message"] = result.Message,
        ["trace"] = result.Trace,
    };

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private void Announce(string family)
    {
        if (_news.TryRemove(family, out var news))
            news.TrySetResult();
    }
}

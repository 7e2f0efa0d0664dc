using System.Text.Json.Nodes;
using Foray.Stations.Programs.Keeping;

namespace Foray.Stations.Programs.Reporting;

/// <summary>Events of this station's programs, until their reporting stations have them.</summary>
internal sealed class Mailbox : IDisposable
{
    /// <summary>Usual name of the file.</summary>
    public const string FileName = "mailbox.db";

    /// <summary>Most letters of one delivery.</summary>
    public const int Batch = 200;

    /// <summary>The letters "Form".</summary>
    private const int Kind = 0x466F726D;

    private static readonly string[] Versions =
    [
        """
        create table mailbox (id text primary key);
        create table letters (number integer primary key autoincrement, station text not null, family text not null, program text not null, kind text not null, content text not null);
        create index letters_station on letters (station, number);
        """,
    ];

    private readonly ProgramDatabase _database;
    private readonly string _id;

    private Mailbox(ProgramDatabase database, string id) => (_database, _id) = (database, id);

    /// <summary>Opens a mailbox, and makes it where there is none.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">The file cannot be used.</exception>
    public static async Task<Mailbox> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var database = ProgramDatabase.Open(path, Kind, Versions);
        try
        {
            return new Mailbox(database, await IdOfAsync(database, cancellationToken));
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Keeps events for a station, all or none. When this returns, they outlive this process.</summary>
    public Task AddAsync(string station, IReadOnlyList<ProgramEvent> happened, CancellationToken cancellationToken) => _database.DoAsync(
        statements =>
        {
            foreach (var one in happened)
                statements.Execute(
                    "insert into letters (station, family, program, kind, content) values (@station, @family, @program, @kind, @content)",
                    ("@station", station), ("@family", one.Family), ("@program", one.Program), ("@kind", one.Kind.ToString()), ("@content", one.Content.ToJsonString()));
            return true;
        },
        cancellationToken);

    /// <summary>Stations that letters wait for.</summary>
    public Task<IReadOnlyList<string>> StationsAsync(CancellationToken cancellationToken) =>
        _database.DoAsync(statements => statements.List("select distinct station from letters order by station", row => row.GetString(0)), cancellationToken);

    /// <summary>The oldest letters for a station.</summary>
    public Task<IReadOnlyList<Letter>> ReadAsync(string station, CancellationToken cancellationToken) => _database.DoAsync(
        statements => statements.List(
            "select number, family, program, kind, content from letters where station = @station order by number limit @most",
            row => new Letter(_id, row.GetInt64(0), new ProgramEvent(row.GetString(1), row.GetString(2), Enum.Parse<ProgramEventKind>(row.GetString(3)), (JsonObject)JsonNode.Parse(row.GetString(4))!)),
            ("@station", station), ("@most", (long)Batch)),
        cancellationToken);

    /// <summary>Forgets letters for a station that it has.</summary>
    public Task RemoveAsync(string station, long last, CancellationToken cancellationToken) => _database.DoAsync(
        statements => statements.Execute("delete from letters where station = @station and number <= @last", ("@station", station), ("@last", last)), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    private static Task<string> IdOfAsync(ProgramDatabase database, CancellationToken cancellationToken) => database.DoAsync(
        statements =>
        {
            statements.Execute("insert into mailbox (id) select @id where not exists (select 1 from mailbox)", ("@id", Guid.NewGuid().ToString("N")));
            return statements.Find("select id from mailbox", row => row.GetString(0))!;
        },
        cancellationToken);
}

using Foray.Stations.Programs.Keeping;
using Microsoft.Data.Sqlite;

namespace Foray.Stations.Programs.Ledger;

/// <summary>The ledger of a station that is alone, in a file of its own.</summary>
internal sealed class SqliteLedger : IProgramLedger, IDisposable
{
    /// <summary>Usual name of the file.</summary>
    public const string FileName = "ledger.db";

    /// <summary>The letters "Forl".</summary>
    private const int Kind = 0x466F726C;

    private static readonly string[] Versions =
        ["create table programs (id text primary key, epoch integer not null, station text not null) without rowid"];

    private readonly ProgramDatabase _database;

    private SqliteLedger(ProgramDatabase database) => _database = database;

    /// <summary>Opens a ledger, and makes it where there is none.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">It is something else or damaged (FORAY295), of a newer version (FORAY290), or cannot be used (FORAY527).</exception>
    public static SqliteLedger Open(string path) => new(ProgramDatabase.Open(path, Kind, Versions));

    public Task<LedgerEntry?> FindAsync(string id, CancellationToken cancellationToken) => _database.DoAsync(
        statements => statements.Find("select epoch, station from programs where id = @id", row => ReadEntry(row, 0), ("@id", id)), cancellationToken);

    public async Task<IReadOnlyDictionary<string, LedgerEntry>> ListAsync(CancellationToken cancellationToken)
    {
        var rows = await _database.DoAsync(statements => statements.List("select id, epoch, station from programs", row => (Id: row.GetString(0), Entry: ReadEntry(row, 1))), cancellationToken);
        return rows.ToDictionary(row => row.Id, row => row.Entry, StringComparer.Ordinal);
    }

    public Task<bool> TryAddAsync(string id, LedgerEntry entry, CancellationToken cancellationToken) => ChangeAsync(
        "insert or ignore into programs (id, epoch, station) values (@id, @epoch, @station)", id, entry, entry, cancellationToken);

    public Task<bool> TryMoveAsync(string id, LedgerEntry expected, LedgerEntry next, CancellationToken cancellationToken) => ChangeAsync(
        "update programs set epoch = @next, station = @there where id = @id and epoch = @epoch and station = @station", id, expected, next, cancellationToken);

    public Task<bool> TryRemoveAsync(string id, LedgerEntry expected, CancellationToken cancellationToken) => ChangeAsync(
        "delete from programs where id = @id and epoch = @epoch and station = @station", id, expected, expected, cancellationToken);

    public void Dispose() => _database.Dispose();

    private Task<bool> ChangeAsync(string sql, string id, LedgerEntry expected, LedgerEntry next, CancellationToken cancellationToken) => _database.DoAsync(
        statements => statements.Execute(sql, ("@id", id), ("@epoch", expected.Epoch), ("@station", expected.Station), ("@next", next.Epoch), ("@there", next.Station)) == 1,
        cancellationToken);

    private static LedgerEntry ReadEntry(SqliteDataReader row, int first) => new(row.GetInt64(first), row.GetString(first + 1));
}

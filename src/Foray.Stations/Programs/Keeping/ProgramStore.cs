using Microsoft.Data.Sqlite;

namespace Foray.Stations.Programs.Keeping;

/// <summary>
/// The programs of one station, and what is left of those that ended, in one file.
/// Each method is one transaction, and does its step only where the program is in the phase and of the epoch that the step begins from.
/// All of them throw <see cref="Sdk.Diagnostics.DiagnosticException"/> where the file cannot be read or written (FORAY527), or is damaged (FORAY295).
/// </summary>
internal sealed class ProgramStore : IDisposable
{
    /// <summary>Usual name of the file.</summary>
    public const string FileName = "programs.db";

    /// <summary>The letters "Forp".</summary>
    private const int Kind = 0x466F7270;

    private const string Columns = "id, family, reporting, runtime, main, epoch, phase, peer, arrived, changed";

    private readonly ProgramDatabase _database;
    private readonly TimeProvider _time;

    private ProgramStore(ProgramDatabase database, TimeProvider time)
    {
        _database = database;
        _time = time;
        Outbox = new Outbox(database, time);
        Reports = new Reports(database, time);
    }

    /// <summary>Results of programs that ended here.</summary>
    public Outbox Outbox { get; }

    /// <summary>Results of programs that this station was told of.</summary>
    public Reports Reports { get; }

    /// <summary>Opens a store, and makes it where there is none.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">It is something else or damaged (FORAY295), of a newer version (FORAY290), or cannot be used (FORAY527).</exception>
    public static ProgramStore Open(string path, TimeProvider time) => new(ProgramDatabase.Open(path, Kind, ProgramTables.Versions), time);

    /// <summary>A program; null where it is not here.</summary>
    public Task<KeptProgram?> FindAsync(string id, CancellationToken cancellationToken) =>
        _database.DoAsync(statements => statements.Find($"select {Columns} from programs where id = @id", ReadProgram, ("@id", id)), cancellationToken);

    /// <summary>All programs, in the order in which they came.</summary>
    public Task<IReadOnlyList<KeptProgram>> ListAsync(CancellationToken cancellationToken) =>
        _database.DoAsync(statements => statements.List($"select {Columns} from programs order by arrived, id", ReadProgram), cancellationToken);

    /// <summary>The program as it begins here, under its present epoch; null where this incarnation is not here.</summary>
    public async Task<ProgramSnapshot?> ReadAsync(string id, long epoch, CancellationToken cancellationToken)
    {
        // An incarnation that begins again has the content of the one before.
        return await ReadBytesAsync("snapshot", id, epoch, cancellationToken) is { } bytes ? SnapshotFormat.Read(bytes) with { Epoch = epoch } : null;
    }

    /// <summary>The hash over what a program was received as; null where this incarnation is not here.</summary>
    public async Task<string?> ReadHashAsync(string id, long epoch, CancellationToken cancellationToken) =>
        await ReadBytesAsync("snapshot", id, epoch, cancellationToken) is { } bytes ? Envelope.HashOf(bytes) : null;

    /// <summary>What a prepared program is to leave as; null where this incarnation is not here or not prepared.</summary>
    public Task<byte[]?> ReadMovingAsync(string id, long epoch, CancellationToken cancellationToken) => ReadBytesAsync("moving", id, epoch, cancellationToken);

    /// <summary>Adds a program that begins here.</summary>
    /// <returns>False where there is one of its id.</returns>
    public Task<bool> AddAsync(ProgramSnapshot snapshot, CancellationToken cancellationToken) =>
        AddAsync(snapshot, SnapshotFormat.Write(snapshot), ProgramPhase.Running, null, null, cancellationToken);

    /// <summary>Adds a program that is to begin elsewhere.</summary>
    /// <returns>False where there is one of its id.</returns>
    public Task<bool> AddPreparedAsync(ProgramSnapshot snapshot, string destination, CancellationToken cancellationToken) =>
        AddAsync(snapshot, SnapshotFormat.Write(snapshot), ProgramPhase.Prepared, SnapshotFormat.Write(snapshot with { Epoch = snapshot.Epoch + 1 }), destination, cancellationToken);

    /// <summary>Keeps what a program that runs is to leave as, beside what it began as.</summary>
    /// <param name="snapshot">The program under its present epoch; it leaves under the next one.</param>
    /// <param name="destination">Where it is to go.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False where this incarnation does not run here.</returns>
    public Task<bool> PrepareAsync(ProgramSnapshot snapshot, string destination, CancellationToken cancellationToken) => ChangeAsync(
        "update programs set phase = 'prepared', moving = @bytes, peer = @peer, changed = @now where id = @id and epoch = @epoch and phase = 'running'",
        snapshot.Id, snapshot.Epoch, cancellationToken, ("@bytes", SnapshotFormat.Write(snapshot with { Epoch = snapshot.Epoch + 1 })), ("@peer", destination));

    /// <summary>Lets a program run on here under another epoch, from what this incarnation began as.</summary>
    /// <returns>False where this incarnation is not here.</returns>
    public Task<bool> StayAsync(string id, long epoch, long next, CancellationToken cancellationToken) => ChangeAsync(
        "update programs set phase = 'running', epoch = @next, moving = null, peer = null, changed = @now where id = @id and epoch = @epoch",
        id, epoch, cancellationToken, ("@next", next));

    /// <summary>Lets a prepared program that moves to its own station begin again.</summary>
    /// <returns>False where this incarnation is not prepared here.</returns>
    public Task<bool> ReturnAsync(string id, long epoch, long next, CancellationToken cancellationToken) => ChangeAsync(
        """
        update programs set phase = 'running', epoch = @next, snapshot = moving, moving = null, peer = null, arrived = @now, changed = @now
        where id = @id and epoch = @epoch and phase = 'prepared'
        """,
        id, epoch, cancellationToken, ("@next", next));

    /// <summary>Keeps a program that came. What is left here of an older incarnation goes.</summary>
    /// <returns>False where this or a newer incarnation is here.</returns>
    public Task<bool> ReceiveAsync(ProgramSnapshot snapshot, byte[] bytes, string origin, CancellationToken cancellationToken) => _database.DoAsync(
        statements =>
        {
            statements.Execute("delete from programs where id = @id and epoch < @epoch", ("@id", snapshot.Id), ("@epoch", snapshot.Epoch));
            return Add(statements, snapshot, bytes, ProgramPhase.Received, null, origin);
        },
        cancellationToken);

    /// <summary>Lets a program run that came.</summary>
    /// <returns>False where this incarnation does not wait here.</returns>
    public Task<bool> BeginAsync(string id, long epoch, CancellationToken cancellationToken) => ChangeAsync(
        "update programs set phase = 'running', peer = null, changed = @now where id = @id and epoch = @epoch and phase = 'received'", id, epoch, cancellationToken);

    /// <summary>Forgets an incarnation that lives elsewhere or nowhere.</summary>
    /// <returns>False where it is not here.</returns>
    public Task<bool> DropAsync(string id, long epoch, CancellationToken cancellationToken) =>
        ChangeAsync("delete from programs where id = @id and epoch = @epoch", id, epoch, cancellationToken);

    /// <summary>Keeps the result of a program in the place of the program.</summary>
    /// <returns>False where this incarnation is not here.</returns>
    public Task<bool> EndAsync(ProgramResult result, CancellationToken cancellationToken) => _database.DoAsync(
        statements =>
        {
            if (statements.Execute("delete from programs where id = @id and epoch = @epoch", ("@id", result.Id), ("@epoch", result.Epoch)) == 0)
                return false;
            Outbox.Add(statements, result);
            return true;
        },
        cancellationToken);

    /// <summary>Closes the file.</summary>
    public void Dispose() => _database.Dispose();

    private Task<bool> AddAsync(ProgramSnapshot snapshot, byte[] bytes, ProgramPhase phase, byte[]? moving, string? peer, CancellationToken cancellationToken) =>
        _database.DoAsync(statements => Add(statements, snapshot, bytes, phase, moving, peer), cancellationToken);

    private bool Add(Statements statements, ProgramSnapshot snapshot, byte[] bytes, ProgramPhase phase, byte[]? moving, string? peer) => statements.Execute(
        """
        insert or ignore into programs (id, family, reporting, runtime, main, epoch, phase, snapshot, moving, peer, arrived, changed)
        values (@id, @family, @reporting, @runtime, @main, @epoch, @phase, @snapshot, @moving, @peer, @now, @now)
        """,
        ("@id", snapshot.Id), ("@family", snapshot.Family), ("@reporting", snapshot.ReportingStation), ("@runtime", snapshot.Package.Runtime), ("@main", snapshot.Package.Main),
        ("@epoch", snapshot.Epoch), ("@phase", PhaseName.Of(phase)), ("@snapshot", bytes), ("@moving", moving), ("@peer", peer), ("@now", Now())) == 1;

    private Task<bool> ChangeAsync(string sql, string id, long epoch, CancellationToken cancellationToken, params (string Name, object? Value)[] more) => _database.DoAsync(
        statements => statements.Execute(sql, [("@id", id), ("@epoch", epoch), ("@now", Now()), .. more]) == 1, cancellationToken);

    private Task<byte[]?> ReadBytesAsync(string column, string id, long epoch, CancellationToken cancellationToken) => _database.DoAsync(
        statements => statements.Find(
            $"select {column} from programs where id = @id and epoch = @epoch", row => row.IsDBNull(0) ? null : row.GetFieldValue<byte[]>(0), ("@id", id), ("@epoch", epoch)),
        cancellationToken);

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private static KeptProgram ReadProgram(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetInt64(5), PhaseName.Read(row.GetString(6)), row.IsDBNull(7) ? null : row.GetString(7),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(8)), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(9)));
}

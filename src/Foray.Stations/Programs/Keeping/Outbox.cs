namespace Foray.Stations.Programs.Keeping;

/// <summary>Results of programs that ended at this station, until their reporting stations have acknowledged them. Part of a <see cref="ProgramStore"/>.</summary>
internal sealed class Outbox(ProgramDatabase database, TimeProvider time)
{
    /// <summary>All entries, the oldest first.</summary>
    public Task<IReadOnlyList<OutboxEntry>> ListAsync(CancellationToken cancellationToken) => database.DoAsync(
        statements => statements.List(
            "select id, epoch, station, confirmed from outbox order by added, id", row => new OutboxEntry(row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetInt64(3) == 1)),
        cancellationToken);

    /// <summary>A result as bytes, as it is sent; null where it is not here any more.</summary>
    public Task<byte[]?> ReadAsync(string id, CancellationToken cancellationToken) => database.DoAsync(
        statements => statements.Find("select result from outbox where id = @id", row => row.GetFieldValue<byte[]>(0), ("@id", id)), cancellationToken);

    /// <summary>Lets a result be told: the ledger has let the program go.</summary>
    public Task ConfirmAsync(string id, long epoch, CancellationToken cancellationToken) => database.DoAsync(
        statements => statements.Execute("update outbox set confirmed = 1 where id = @id and epoch = @epoch", ("@id", id), ("@epoch", epoch)), cancellationToken);

    /// <summary>Forgets a result: it was acknowledged, or the program lives elsewhere.</summary>
    public Task RemoveAsync(string id, long epoch, CancellationToken cancellationToken) => database.DoAsync(
        statements => statements.Execute("delete from outbox where id = @id and epoch = @epoch", ("@id", id), ("@epoch", epoch)), cancellationToken);

    /// <summary>Adds a result, inside of the transaction that forgets the program.</summary>
    public void Add(Statements statements, ProgramResult result) => statements.Execute(
        "insert or replace into outbox (id, family, station, epoch, confirmed, result, added) values (@id, @family, @station, @epoch, 0, @result, @now)",
        ("@id", result.Id), ("@family", result.Family), ("@station", result.ReportingStation), ("@epoch", result.Epoch), ("@result", ResultFormat.Write(result)),
        ("@now", time.GetUtcNow().ToUnixTimeMilliseconds()));
}

namespace Foray.Stations.Programs.Keeping;

/// <summary>Results that this station was told as the reporting station, until they are dropped. Part of a <see cref="ProgramStore"/>.</summary>
internal sealed class Reports(ProgramDatabase database, TimeProvider time)
{
    /// <summary>Keeps a result; once more where it came before.</summary>
    /// <param name="bytes">The result as it was sent.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">It is no result (FORAY295), of a newer version (FORAY290), or cannot be kept (FORAY527).</exception>
    public async Task<ProgramResult> AddAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        var result = ResultFormat.Read(bytes);
        await database.DoAsync(
            statements => statements.Execute(
                "insert or ignore into reports (id, family, epoch, result, size, added) values (@id, @family, @epoch, @result, @size, @now)",
                ("@id", result.Id), ("@family", result.Family), ("@epoch", result.Epoch), ("@result", bytes), ("@size", (long)bytes.Length), ("@now", time.GetUtcNow().ToUnixTimeMilliseconds())),
            cancellationToken);
        return result;
    }

    /// <summary>The result of a program; null where none is known.</summary>
    public async Task<ProgramResult?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var bytes = await database.DoAsync(statements => statements.Find("select result from reports where id = @id", row => row.GetFieldValue<byte[]>(0), ("@id", id)), cancellationToken);
        return bytes is null ? null : ResultFormat.Read(bytes);
    }

    /// <summary>Ids of the programs of a submission that have ended, in the order in which that became known.</summary>
    public Task<IReadOnlyList<string>> ListAsync(string family, CancellationToken cancellationToken) => database.DoAsync(
        statements => statements.List("select id from reports where family = @family order by added, id", row => row.GetString(0), ("@family", family)), cancellationToken);

    /// <summary>Drops the oldest results.</summary>
    /// <param name="before">Those that came before are dropped.</param>
    /// <param name="most">Of the others so many are kept.</param>
    /// <param name="bytes">And so much of them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many were dropped.</returns>
    public Task<int> DropAsync(DateTimeOffset before, int most, long bytes, CancellationToken cancellationToken) => database.DoAsync(
        statements => statements.Execute(
            """
            delete from reports where added < @before or id not in (
                select id from (select id, row_number() over newest as place, sum(size) over newest as total from reports window newest as (order by added desc, id))
                where place <= @most and total <= @bytes)
            """,
            ("@before", before.ToUnixTimeMilliseconds()), ("@most", (long)most), ("@bytes", bytes)),
        cancellationToken);
}

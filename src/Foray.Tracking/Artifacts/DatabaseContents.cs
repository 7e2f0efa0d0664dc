using Foray.Tracking.Store.Sql;

namespace Foray.Tracking.Artifacts;

/// <summary>
/// Contents in the database, in parts of 1 MiB: who can reach the store from anywhere can reach its artifacts too, and one dump has both.
/// A folder would have to be shared between all computers of a team. What is too large for a database is better referred to, with <see cref="Store.ArtifactLogged.Location"/>.
/// </summary>
internal sealed class DatabaseContents(SqlWork work) : IContentStore
{
    private const int PartSize = 1024 * 1024;

    public string? Folder => null;

    public async Task<StoredContent> WriteAsync(Stream content, CancellationToken cancellationToken)
    {
        // Its hash has to be known before it is sent, and sending must not wait for whoever makes it.
        await using var aside = ContentFile.CreateTemporary();
        var stored = await ContentHash.CopyAsync(content, part => aside.WriteAsync(part, cancellationToken).AsTask(), PartSize, cancellationToken);
        if (!await ContainsAsync(stored.Hash, cancellationToken))
            await work.WriteAsync(session => SendAsync(session, stored, aside), cancellationToken);
        return stored;
    }

    public Task<bool> ContainsAsync(string hash, CancellationToken cancellationToken)
    {
        ContentHash.Check(hash);
        return work.ReadAsync(async session => await session.FindAsync("select 1::bigint from contents where hash = @hash", ("@hash", hash)) is not null, cancellationToken);
    }

    public async Task<FileStream?> OpenAsync(string hash, CancellationToken cancellationToken)
    {
        if (!await ContainsAsync(hash, cancellationToken))
            return null;
        var file = ContentFile.CreateTemporary();
        try
        {
            await work.ReadAsync(session => FetchAsync(session, hash, file), cancellationToken);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static async Task<bool> SendAsync(SqlSession session, StoredContent stored, FileStream content)
    {
        var added = await session.ExecuteAsync(
            "insert into contents (hash, size) values (@hash, @size) on conflict (hash) do nothing", ("@hash", stored.Hash), ("@size", stored.Size));
        if (added == 0)
            return false;
        content.Position = 0;
        var number = 0L;
        await ContentHash.CopyAsync(
            content,
            async part => await session.ExecuteAsync(
                "insert into parts (hash, number, content) values (@hash, @number, @content)", ("@hash", stored.Hash), ("@number", number++), ("@content", part.ToArray())),
            PartSize,
            session.Cancelled);
        return true;
    }

    private static async Task<bool> FetchAsync(SqlSession session, string hash, FileStream to)
    {
        await using var reader = await session.ReadAsync("select content from parts where hash = @hash order by number", ("@hash", hash));
        while (await reader.ReadAsync(session.Cancelled))
            await to.WriteAsync(reader.GetFieldValue<byte[]>(0), session.Cancelled);
        return true;
    }
}

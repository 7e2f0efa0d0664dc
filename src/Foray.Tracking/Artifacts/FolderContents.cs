using Foray.Tracking.Store.Sql;

namespace Foray.Tracking.Artifacts;

/// <summary>Contents as files of a store's folder: <c>artifacts/ab/cdef…</c>, named by their hashes. They are written aside in <c>artifacts/incoming</c> and renamed.</summary>
internal sealed class FolderContents(string folder, TimeProvider clock) : IContentStore
{
    private const int PartSize = 128 * 1024;
    private const int DigitsOfFolder = 2;

    /// <summary>What has not been written to for so long was left by a writer that is gone.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    public string Folder => folder;

    private string Contents => Path.Combine(folder, "artifacts");

    private string Incoming => Path.Combine(Contents, "incoming");

    public async Task<StoredContent> WriteAsync(Stream content, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Incoming);
            Sweep();
            var aside = Path.Combine(Incoming, Guid.NewGuid().ToString("N"));
            try
            {
                var stored = await WriteAsync(content, aside, cancellationToken);
                Directory.CreateDirectory(Path.GetDirectoryName(PathOf(stored.Hash))!);
                // Replaces one that is there: it is the same, or was damaged.
                File.Move(aside, PathOf(stored.Hash), overwrite: true);
                return stored;
            }
            finally
            {
                File.Delete(aside);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.Unusable(folder, exception.Message, "see that its artifacts are writable for this user, and that space is left", exception);
        }
    }

    public Task<bool> ContainsAsync(string hash, CancellationToken cancellationToken) => Task.FromResult(File.Exists(PathOf(hash)));

    public Task<FileStream?> OpenAsync(string hash, CancellationToken cancellationToken) => Task.FromResult(ContentFile.Open(PathOf(hash)));

    private static async Task<StoredContent> WriteAsync(Stream content, string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var stored = await ContentHash.CopyAsync(content, part => file.WriteAsync(part, cancellationToken).AsTask(), PartSize, cancellationToken);
        file.Flush(flushToDisk: true);
        return stored;
    }

    private string PathOf(string hash)
    {
        ContentHash.Check(hash);
        return Path.Combine(Contents, hash[..DigitsOfFolder], hash[DigitsOfFolder..]);
    }

    private void Sweep()
    {
        foreach (var file in new DirectoryInfo(Incoming).EnumerateFiles())
        {
            if (clock.GetUtcNow() - file.LastWriteTimeUtc > Abandoned)
                file.Delete();
        }
    }
}

using Foray.Storage;
using Foray.Tracking.Spool;
using Microsoft.Win32.SafeHandles;

namespace Foray.Tracking.Runs;

/// <summary>
/// Keeps copies, each content once: in <c>FOLDER/ab/abcd…</c>, named by their SHA-256. A copy is on the disk when it has its name.
/// </summary>
/// <param name="folder">The folder; made where there is none.</param>
public sealed class ArtifactCopies(string folder) : IArtifactKeeper
{
    private const int PrefixLength = 2;

    /// <summary>The file that has a content, once it is kept.</summary>
    /// <param name="hash">SHA-256 of the content, 64 lower-case hexadecimal digits.</param>
    public string PathOf(string hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        return Path.Combine(folder, hash[..PrefixLength], hash);
    }

    /// <inheritdoc/>
    public Task<KeptArtifact> KeepAsync(string file, CancellationToken cancellationToken) => KeepAsync(
        copy => HashedFile.ReadAsync(file, (bytes, offset) => RandomAccess.WriteAsync(copy, bytes, offset, cancellationToken), cancellationToken));

    /// <inheritdoc/>
    public Task<KeptArtifact> KeepAsync(Stream content, CancellationToken cancellationToken) => KeepAsync(
        copy => HashedFile.ReadAsync(content, (bytes, offset) => RandomAccess.WriteAsync(copy, bytes, offset, cancellationToken), cancellationToken));

    private async Task<KeptArtifact> KeepAsync(Func<SafeFileHandle, Task<KeptArtifact>> write)
    {
        var unfinished = Path.Combine(folder, $"{Guid.NewGuid():n}.new");
        try
        {
            Directory.CreateDirectory(folder);
            KeptArtifact kept;
            using (var copy = File.OpenHandle(unfinished, FileMode.CreateNew, FileAccess.Write))
            {
                kept = await write(copy);
                RandomAccess.FlushToDisk(copy);
            }

            var path = PathOf(kept.Hash);
            Directory.CreateDirectory(Folder.Of(path));
            File.Move(unfinished, path, overwrite: true);
            Folder.Flush(Folder.Of(path));
            return kept;
        }
        catch (Exception exception) when (SpoolErrors.IsEnvironmental(exception))
        {
            throw SpoolErrors.CannotWrite(folder, exception);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}

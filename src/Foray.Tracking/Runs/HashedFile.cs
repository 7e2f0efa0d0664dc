using System.Security.Cryptography;
using Foray.Storage;
using Foray.Tracking.Spool;

namespace Foray.Tracking.Runs;

/// <summary>Finds the hash of files of any length.</summary>
internal static class HashedFile
{
    private const int PartSize = 128 * 1024;

    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">It cannot be read (FORAY320).</exception>
    public static async Task<KeptArtifact> ReadAsync(string file, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var content = Open(file);
        var part = new byte[PartSize];
        for (var offset = 0L; ;)
        {
            var length = await ReadAsync(content, file, part, cancellationToken);
            if (length == 0)
                return new KeptArtifact(Convert.ToHexStringLower(hash.GetHashAndReset()), offset, null);
            hash.AppendData(part, 0, length);
            offset += length;
        }
    }

    private static FileStream Open(string file)
    {
        try
        {
            // A named pipe would be waited for.
            if (File.Exists(file) && !RegularFile.Is(file))
                throw new IOException("it is not a file with content of its own");
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0, FileOptions.SequentialScan);
        }
        catch (Exception exception) when (SpoolErrors.IsEnvironmental(exception))
        {
            throw TrackingErrors.CannotReadArtifact(file, exception);
        }
    }

    private static async ValueTask<int> ReadAsync(FileStream content, string file, byte[] part, CancellationToken cancellationToken)
    {
        try
        {
            return await content.ReadAsync(part, cancellationToken);
        }
        catch (Exception exception) when (SpoolErrors.IsEnvironmental(exception))
        {
            throw TrackingErrors.CannotReadArtifact(file, exception);
        }
    }
}

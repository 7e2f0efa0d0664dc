using System.Text;
using Parquet;

namespace Foray.Tracking.Exporting;

/// <summary>Tells files that an export has written from others.</summary>
internal static class ExportMark
{
    private const string ParquetMagic = "PAR1";

    /// <summary>Whether nothing is lost where an export replaces a file: it is empty, or an earlier export in any form.</summary>
    public static async Task<bool> IsReplaceableAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        var buffer = new byte[CsvPoints.Header.Length + 1];
        var start = Encoding.UTF8.GetString(buffer.AsSpan(0, await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken)));
        if (start.Length == 0 || start == CsvPoints.Header + "\n" || start.StartsWith(JsonLines.Start, StringComparison.Ordinal))
            return true;
        return start.StartsWith(ParquetMagic, StringComparison.Ordinal) && await IsOurParquetAsync(file, cancellationToken);
    }

    private static async Task<bool> IsOurParquetAsync(Stream file, CancellationToken cancellationToken)
    {
        try
        {
            file.Position = 0;
            await using var reader = await ParquetReader.CreateAsync(file, leaveStreamOpen: true, cancellationToken: cancellationToken);
            return reader.CustomMetadata.ContainsKey(ParquetPoints.Mark);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or ParquetException)
        {
            return false;
        }
    }
}

using System.Text.Json;

namespace Foray.Integrations.Benchmarks;

/// <summary>Finds reports that are new or written anew since it was made. Not to be asked twice at once.</summary>
internal sealed class ReportFolder
{
    private const string Pattern = "*-report-full*.json";

    private readonly string _folder;
    private readonly Dictionary<string, (DateTime Written, long Length)> _known;

    public ReportFolder(string folder)
    {
        _folder = folder;
        // What is there already is of an earlier run.
        _known = Files().ToDictionary(file => file.FullName, Stamp, StringComparer.Ordinal);
    }

    /// <summary>The reports since the last call. One that is not written to its end comes with a later call.</summary>
    public IReadOnlyList<IReadOnlyList<BenchmarkResult>> TakeNew()
    {
        var reports = new List<IReadOnlyList<BenchmarkResult>>();
        foreach (var file in Files())
        {
            var stamp = Stamp(file);
            if (_known.TryGetValue(file.FullName, out var known) && known == stamp || Read(file) is not { } report)
                continue;
            _known[file.FullName] = stamp;
            reports.Add(report);
        }

        return reports;
    }

    private static (DateTime, long) Stamp(FileInfo file) => (file.LastWriteTimeUtc, file.Length);

    private static IReadOnlyList<BenchmarkResult>? Read(FileInfo file)
    {
        try
        {
            using var stream = file.OpenRead();
            return BenchmarkReport.Read(stream);
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private List<FileInfo> Files()
    {
        try
        {
            return [.. new DirectoryInfo(_folder).EnumerateFiles(Pattern).Where(file => file.Exists).OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}

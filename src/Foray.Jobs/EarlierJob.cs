using Foray.Jobs.Folders;
using Foray.Jobs.Records;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;

namespace Foray.Jobs;

/// <summary>A job that was run before, or runs now, as its folder tells.</summary>
public sealed class EarlierJob
{
    private readonly JobFolder _folder;

    private EarlierJob(JobFolder folder) => _folder = folder;

    /// <summary>Absolute path of its folder.</summary>
    public string Folder => _folder.Path;

    /// <summary>True where it runs now.</summary>
    public bool IsRunning => JobRecords.IsRunning(_folder);

    /// <summary>Finds a job.</summary>
    /// <param name="resultsFolder">Folder in which jobs have theirs.</param>
    /// <param name="reference">Path of its folder, the beginning of its id, or <c>latest</c>.</param>
    /// <exception cref="DiagnosticException">There is none, or several are meant.</exception>
    public static EarlierJob Find(string resultsFolder, string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (reference == JobFolder.Latest)
            return JobRecords.FindLatest(resultsFolder) is { } latest ? new EarlierJob(latest) : throw None($"there is no job in '{resultsFolder}'");
        if (File.Exists(new JobFolder(Path.GetFullPath(reference)).Record))
            return new EarlierJob(new JobFolder(Path.GetFullPath(reference)));
        var found = Directory.Exists(resultsFolder)
            ? Directory.GetDirectories(resultsFolder, $"{JobFolder.Prefix}*").Select(path => new JobFolder(Path.GetFullPath(path))).Where(folder => HasId(folder, reference)).ToList()
            : [];
        return found.Count switch
        {
            1 => new EarlierJob(found[0]),
            0 => throw None($"there is no job '{reference}' in '{resultsFolder}'"),
            _ => throw None($"'{reference}' means {found.Count} jobs"),
        };
    }

    /// <summary>All jobs of a folder, the newest first.</summary>
    public static IReadOnlyList<EarlierJob> All(string resultsFolder) => Directory.Exists(resultsFolder)
        ? [.. Directory.GetDirectories(resultsFolder, $"{JobFolder.Prefix}*").Select(path => new JobFolder(Path.GetFullPath(path))).Where(folder => File.Exists(folder.Record))
            .OrderByDescending(folder => Path.GetFileName(folder.Path), StringComparer.Ordinal).Select(folder => new EarlierJob(folder))]
        : [];

    /// <summary>Its results so far. Where it died, tests without an end count as interrupted.</summary>
    /// <exception cref="DiagnosticException">Its record cannot be read.</exception>
    public JobResults ReadResults() => JobRecords.ReadResults(_folder);

    /// <summary>A job that does the same again: the same tests under the same names, run in the same way.</summary>
    /// <param name="services">What it needs from the program.</param>
    /// <param name="failedOnly">True for those that did not end well alone.</param>
    /// <exception cref="DiagnosticException">Its record cannot be read, or no test is left.</exception>
    public Job Replay(JobServices services, bool failedOnly)
    {
        var record = JobRecords.Read(_folder);
        var wanted = failedOnly ? JobRecords.ReadTests(_folder).Where(test => !test.Outcome.IsSuccess).Select(test => test.Number).ToHashSet() : null;
        var tests = record.Tests.Where(test => wanted is null || wanted.Contains(test.Number)).ToList();
        if (tests.Count == 0)
            throw new DiagnosticException(Diagnostic.Error(JobCodes.NothingToRun, $"no test of job {record.Id[..7]} failed", "leave out --failed to run all of them again"));
        var job = new Job(services)
        {
            WorkingFolder = record.WorkingFolder,
            Parallel = record.Options.Parallel,
            FailFast = record.Options.FailFast,
            Timeout = record.Options.Timeout,
            Grace = record.Options.Grace,
            Order = record.Options.Order,
        };
        foreach (var suite in record.Suites.Where(suite => tests.Exists(test => test.Suite == suite.Name)))
            job.Suites.Add(suite with { Replayed = [.. tests.Where(test => test.Suite == suite.Name)] });
        return job;
    }

    private static bool HasId(JobFolder folder, string beginning) =>
        beginning.Length > 0 && File.Exists(folder.Record) && File.Exists(folder.Id) && File.ReadAllText(folder.Id).StartsWith(beginning, StringComparison.Ordinal);

    private static DiagnosticException None(string message) => new(Diagnostic.Error(
        JobCodes.NoSuchJob, message, "give the path of a job's folder, the beginning of its id, or 'latest'; -o names the folder that jobs lie in"));
}

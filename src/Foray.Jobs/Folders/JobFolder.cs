using System.Globalization;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;
using Foray.Storage;

namespace Foray.Jobs.Folders;

/// <summary>What lies where in a job's folder.</summary>
internal sealed class JobFolder(string path)
{
    /// <summary>How the names of jobs' folders begin.</summary>
    public const string Prefix = "job-";

    /// <summary>Name of the link to the newest job.</summary>
    public const string Latest = "latest";

    private const string TestResults = "test-results";
    private const int ShortId = 7;

    public string Path => path;

    public string Id => System.IO.Path.Combine(path, "id");

    public string Log => System.IO.Path.Combine(path, "job.log");

    public string Record => System.IO.Path.Combine(path, "jobdata", "job.json");

    public string Tests => System.IO.Path.Combine(path, "jobdata", "tests.jsonl");

    /// <summary>Held while the job runs.</summary>
    public string Lock => System.IO.Path.Combine(path, "jobdata", "lock");

    public string SystemFacts(string when) => System.IO.Path.Combine(path, "sysinfo", when);

    /// <summary>Path of a test's folder relative to the job's.</summary>
    public static string RelativeTest(string name) => $"{TestResults}/{name}";

    public string Test(string name) => System.IO.Path.Combine(path, TestResults, name);

    /// <summary>Makes the folder of a job; no other job can have it.</summary>
    /// <exception cref="DiagnosticException">The disk refuses.</exception>
    public static JobFolder Create(string parent, string id, DateTimeOffset started)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{started.LocalDateTime:yyyy-MM-ddTHH.mm.ss}-{id[..ShortId]}");
        var folder = new JobFolder(System.IO.Path.Combine(System.IO.Path.GetFullPath(parent), name));
        try
        {
            if (Directory.Exists(folder.Path))
                throw new IOException("the folder is there already");
            Directory.CreateDirectory(System.IO.Path.Combine(folder.Path, TestResults));
            Directory.CreateDirectory(System.IO.Path.Combine(folder.Path, "jobdata"));
            File.WriteAllText(folder.Id, id + "\n");
            return folder;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failure(folder.Path, failure);
        }
    }

    public static DiagnosticException Failure(string path, Exception failure) => new(Diagnostic.Error(
        JobCodes.FolderFailed, $"'{path}' cannot be written: {failure.Message}", "name another folder with -o, or mend this one"), failure);

    /// <summary>Points the link to the newest job at this one; anything else of that name is left alone.</summary>
    public void BecomeLatest()
    {
        var link = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, Latest);
        if (!System.IO.Path.Exists(link) || new FileInfo(link).LinkTarget is not null)
            AtomicLink.Point(link, System.IO.Path.GetFileName(path));
    }

    /// <summary>Lists a test under its status.</summary>
    public void LinkByStatus(TestStatus status, string test)
    {
        var folder = System.IO.Path.Combine(path, TestResults, "by-status", NameOf(status));
        Directory.CreateDirectory(folder);
        File.CreateSymbolicLink(System.IO.Path.Combine(folder, test), $"../../{test}");
    }

    private static string NameOf(TestStatus status) => status.ToString().ToUpperInvariant();
}

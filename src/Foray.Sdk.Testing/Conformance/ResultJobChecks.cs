using Foray.Sdk.Jobs;
using Foray.Sdk.Results;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>What every format promises that has a form for jobs; others pass.</summary>
internal static class ResultJobChecks
{
    private const string Writes = "Writes the results of a job that has ended; the host puts a file in place when all of it is written.";
    private const string Files = "Files of tests lie below JobStart.Folder and may be gone, huge, or hold any bytes.";
    private const string Live = "Begins results that are written while the job runs, so that a job that dies leaves them.";

    public static void Add(CheckList checks, ResultSubject subject)
    {
        AddAtTheEnd(checks, subject);
        AddLive(checks, subject);
        checks.AddSilence(trial => HostPool.UseAsync(trial, () => new FakeHost(), async hosts =>
        {
            var writer = subject.Create(hosts.Add());
            await trial.EndsAsync(() => writer.WriteAsync(SampleResults.Plain, Stream.Null, trial.Token), "writing", "return when all is written");
            if (writer is not IJobResultWriter jobs)
                return;
            await WriteAsync(trial, jobs, SampleJobs.Plain);
            await WriteLiveAsync(trial, jobs, SampleJobs.Plain, Stream.Null);
        }));
    }

    private static void AddAtTheEnd(CheckList checks, ResultSubject subject)
    {
        Add(checks, subject, "The same job gives the same bytes", "A result file depends on the results alone.", async (trial, writer) =>
        {
            var (first, second) = (await WriteAsync(trial, writer, SampleJobs.Plain), await WriteAsync(trial, writer, SampleJobs.Plain));
            trial.Require(first.SequenceEqual(second), "writing the same job twice gave different bytes", "write no time of writing, no random id and no order of a hash table");
            trial.Require(first.Length > 0, "nothing was written", "write the results into the stream, and flush what buffers before returning");
        });
        Add(checks, subject, "It can write every outcome of a job", Writes, async (trial, writer) =>
        {
            await WriteAsync(trial, writer, SampleJobs.WithEveryOutcome);
            foreach (var end in Enum.GetValues<JobEnd>())
                await WriteAsync(trial, writer, SampleJobs.Empty with { End = end });
        });
        Add(checks, subject, "It can write a job with any text", "Names, reasons and outputs are any text.", async (trial, writer) =>
        {
            foreach (var text in SampleMetrics.Texts)
                await UseFolderAsync(folder => WriteAsync(trial, writer, SampleJobs.WithText(text, folder)));
        });
        Add(checks, subject, "It survives whatever lies where a test's files were", Files, (trial, writer) =>
            UseFolderAsync(folder => WriteAsync(trial, writer, SampleJobs.WithStrangeFiles(folder))));
        Add(checks, subject, "It leaves the stream of a job open", Writes, async (trial, writer) =>
        {
            using var target = new MemoryStream();
            await writer.WriteAsync(SampleJobs.Plain, target, trial.Token);
            trial.Require(target.CanWrite, "the stream was closed", "leave the target open: StreamWriter, XmlWriter and others close it unless told not to");
        });
        Add(checks, subject, "Cancelling ends the writing of a job in time", "Cancellation ends in time.", async (trial, writer) =>
        {
            using var target = new MemoryStream();
            await trial.EndsCancelledAsync(() => writer.WriteAsync(SampleJobs.Plain, target, new CancellationToken(true)), "a write with a cancelled token", "hand the token to every call that waits");
        });
    }

    private static void AddLive(CheckList checks, ResultSubject subject)
    {
        Add(checks, subject, "Each test is in the stream when it was added", Live, async (trial, writer) =>
        {
            using var target = new MemoryStream();
            var before = 0L;
            await WriteLiveAsync(trial, writer, SampleJobs.Plain, target, () =>
            {
                trial.Require(target.Length > before, "nothing was written for a test that was added", "write each test at once, and flush what buffers before returning");
                before = target.Length;
            });
        });
        Add(checks, subject, "It leaves the stream of a running job open", "Where to; stays the host's.", async (trial, writer) =>
        {
            using var target = new MemoryStream();
            await WriteLiveAsync(trial, writer, SampleJobs.Plain, target);
            trial.Require(target.CanWrite, "the stream was closed", "leave the target open");
        });
        Add(checks, subject, "It can write any test while the job runs", "A test has ended, in any order; every test once.", async (trial, writer) =>
        {
            await WriteLiveAsync(trial, writer, SampleJobs.Empty, new MemoryStream());
            await WriteLiveAsync(trial, writer, SampleJobs.WithEveryOutcome, new MemoryStream());
            foreach (var text in SampleMetrics.Texts)
                await UseFolderAsync(folder => WriteLiveAsync(trial, writer, SampleJobs.WithText(text, folder), new MemoryStream()));
        });
    }

    private static void Add(CheckList checks, ResultSubject subject, string name, string promise, Func<Trial, IJobResultWriter, Task> body) =>
        checks.Add(name, promise, trial => HostPool.UseAsync(trial, () => new FakeHost(), async hosts =>
        {
            if (subject.Create(hosts.Add()) is IJobResultWriter writer)
                await body(trial, writer);
        }));

    private static async Task<byte[]> WriteAsync(Trial trial, IJobResultWriter writer, JobResults results)
    {
        var target = new MemoryStream();
        await trial.EndsAsync(() => writer.WriteAsync(results, target, trial.Token), "writing a job", "return when all is written, and read no more than a part of a test's files");
        return target.ToArray();
    }

    /// <summary>Adds the tests from the last to the first, as if they had ended so.</summary>
    private static async Task WriteLiveAsync(Trial trial, IJobResultWriter writer, JobResults results, Stream target, Action? added = null)
    {
        var begun = writer.Begin(results.Start, target);
        trial.Require(writer.IsLive == begun is not null, writer.IsLive ? "IsLive is true, and Begin gave nothing" : "Begin gave something, and IsLive is false", "let IsLive be true exactly where Begin gives something");
        if (begun is not { } live)
            return;
        foreach (var test in results.Tests.Reverse())
        {
            await trial.EndsAsync(() => live.AddAsync(test, trial.Token), "adding a test", "return when the test is written");
            added?.Invoke();
        }

        await trial.EndsAsync(() => live.EndAsync(results, trial.Token), "ending the results", "return when all is written");
    }

    private static async Task UseFolderAsync(Func<string, Task> body)
    {
        var folder = Directory.CreateTempSubdirectory("foray-results-").FullName;
        try
        {
            await body(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

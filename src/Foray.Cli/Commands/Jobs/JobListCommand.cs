using System.CommandLine;
using System.Globalization;
using Foray.Cli.Output;
using Foray.Jobs;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;

namespace Foray.Cli.Commands.Jobs;

/// <summary><c>foray job list</c>: what references become; without any, the jobs that were run.</summary>
internal static class JobListCommand
{
    public static Command Create()
    {
        var references = JobRunCommand.References();
        var file = JobRunCommand.JobFileOption();
        var ignore = JobRunCommand.IgnoreMissing();
        var folder = JobPlace.Option();
        var format = CommonOptions.Format();
        var command = new Command("list", "Show what references become; without any, the jobs that were run.") { references, file, ignore, folder, format };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var isJson = parsed.GetValue(format) == OutputFormats.Json;
            if (parsed.GetValue(references) is not { Length: > 0 } && parsed.GetValue(file) is null)
                return ListJobs(EarlierJob.All(parsed.GetValue(folder)!), isJson);
            var job = JobRunCommand.MakeJob(parsed, JobPlace.Services(parsed, new SwitchedObserver()), references, file);
            job.IgnoreMissingReferences = parsed.GetValue(ignore);
            var listing = await job.ListAsync(cancellationToken);
            if (isJson)
                WriteJson(listing);
            else
                Console.Out.Write(TextTable.Format(["TEST", "SUITE", "KIND", "RESOLVER", "URI"], [.. listing.Tests.Select(Cells)]));
            DiagnosticOutput.WriteErrors(isJson ? [] : listing.Diagnostics);
            return ExitCode.Of(listing.Diagnostics);
        });
        return command;
    }

    private static IReadOnlyList<string> Cells(ListedTest test) =>
        [string.Create(CultureInfo.InvariantCulture, $"{test.Number}-{test.Name}"), test.Suite, test.Test.Kind, test.Resolver ?? "", test.Test.Uri];

    private static void WriteJson(JobListing listing) => JsonOutput.WriteObject(writer =>
    {
        writer.WriteList("tests", listing.Tests, test =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("number", test.Number);
            writer.WriteString("name", test.Name);
            writer.WriteString("suite", test.Suite);
            writer.WriteString("resolver", test.Resolver);
            writer.WriteString("reference", test.Reference);
            writer.WritePropertyName("test");
            RunnableRecipe.Write(writer, test.Test);
            writer.WriteEndObject();
        });
        writer.WriteDiagnostics(listing.Diagnostics);
    });

    private static int ListJobs(IReadOnlyList<EarlierJob> jobs, bool isJson)
    {
        var rows = new List<(EarlierJob Job, JobResults Results)>();
        var problems = new List<Diagnostic>();
        foreach (var job in jobs)
        {
            try
            {
                rows.Add((job, job.ReadResults()));
            }
            catch (DiagnosticException unreadable)
            {
                problems.AddRange(unreadable.Diagnostics);
            }
        }

        DiagnosticOutput.WriteErrors(problems);
        if (isJson)
        {
            JsonOutput.WriteObject(writer => writer.WriteList("jobs", rows, row =>
            {
                writer.WriteStartObject();
                writer.WriteString("id", row.Results.Start.Id);
                writer.WriteString("folder", row.Job.Folder);
                writer.WriteString("started", row.Results.Start.Started);
                writer.WriteNumber("tests", row.Results.Start.Total);
                writer.WriteString("state", StateOf(row.Job, row.Results));
                writer.WriteEndObject();
            }));
        }
        else
        {
            Console.Out.Write(TextTable.Format(["JOB", "STARTED", "STATE", "TESTS"], [.. rows.Select(row => (IReadOnlyList<string>)
                [row.Results.Start.Id[..7], row.Results.Start.Started.LocalDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), StateOf(row.Job, row.Results), JobText.Counts(row.Results)])]));
            if (rows.Count == 0)
                Console.Error.WriteLine("foray: no job was found");
        }

        return ExitCode.Of(problems);
    }

    private static string StateOf(EarlierJob job, JobResults results) => job.IsRunning ? "running" : results.IsSuccess ? "passed" : results.End == JobEnd.Completed ? "failed" : JobText.EndOf(results.End);
}

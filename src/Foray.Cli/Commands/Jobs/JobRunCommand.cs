using System.CommandLine;
using Foray.Jobs;

namespace Foray.Cli.Commands.Jobs;

/// <summary><c>foray job run</c>.</summary>
internal static class JobRunCommand
{
    public static Command Create()
    {
        var references = References();
        var file = JobFileOption();
        var ignore = IgnoreMissing();
        var folder = JobPlace.Option();
        var command = new Command("run", "Run tests: executables, TAP programs, test projects, recipes, and folders and patterns of them.") { references, file, ignore, folder };
        var options = new JobOptions(command);
        var results = new ResultOptions(command);
        var shown = new ShownJob(command);
        command.SetAction((parsed, _) => shown.RunAsync(parsed, services =>
        {
            var job = MakeJob(parsed, services, references, file);
            job.IgnoreMissingReferences = parsed.GetValue(ignore);
            if (parsed.GetResult(folder) is { Implicit: false })
                job.ResultsFolder = Path.GetFullPath(parsed.GetValue(folder)!);
            options.Apply(parsed, job);
            foreach (var target in results.Read(parsed))
                job.Results.Add(target);
            return job;
        }));
        return command;
    }

    public static Argument<string[]> References() => new("reference")
    {
        Description = "What to run: a path, a pattern in quotes, a folder; what the installed resolvers know.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public static Option<string?> JobFileOption() => new("--job") { Description = "A file with suites, settings and results.", HelpName = "FILE" };

    public static Option<bool> IgnoreMissing() => new("--ignore-missing-references") { Description = "Pass over references that lead to no test." };

    public static Job MakeJob(ParseResult parsed, JobServices services, Argument<string[]> references, Option<string?> file)
    {
        var job = parsed.GetValue(file) is { } path ? JobFile.Read(path, services) : new Job(services);
        if (parsed.GetValue(references) is { Length: > 0 } given)
            job.Suites.Add(new Suite(Suite.DefaultName) { References = given });
        return job;
    }
}

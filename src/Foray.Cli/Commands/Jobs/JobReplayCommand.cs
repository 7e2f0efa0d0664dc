using System.CommandLine;

namespace Foray.Cli.Commands.Jobs;

/// <summary><c>foray job replay</c>.</summary>
internal static class JobReplayCommand
{
    public static Command Create()
    {
        var reference = JobPlace.Argument();
        var failed = new Option<bool>("--failed") { Description = "Only the tests that did not end well." };
        var folder = JobPlace.Option();
        var command = new Command("replay", "Run the tests of an earlier job again, as it ran them.") { reference, failed, folder };
        var options = new JobOptions(command);
        var results = new ResultOptions(command);
        var shown = new ShownJob(command);
        command.SetAction((parsed, _) => shown.RunAsync(parsed, services =>
        {
            var job = JobPlace.Find(parsed, folder, parsed.GetValue(reference)!).Replay(services, parsed.GetValue(failed));
            job.ResultsFolder = Path.GetFullPath(parsed.GetValue(folder)!);
            options.Apply(parsed, job);
            foreach (var target in results.Read(parsed))
                job.Results.Add(target with { Path = target.Path is null or "-" ? target.Path : Path.GetFullPath(target.Path) });
            return job;
        }));
        return command;
    }
}

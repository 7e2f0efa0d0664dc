using System.CommandLine;
using Foray.Cli.Output;
using Foray.Sdk.Diagnostics;

namespace Foray.Cli.Commands.Jobs;

/// <summary><c>foray job show</c>: results of a job, or the output of one of its tests.</summary>
internal static class JobShowCommand
{
    private const string NoSuchTest = "FORAY209";

    public static Command Create()
    {
        var reference = JobPlace.Argument();
        var number = new Argument<int?>("test") { Description = "Number of a test: shows all of its output.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Every test, and not only those that did not pass." };
        var folder = JobPlace.Option();
        var format = CommonOptions.Format();
        var command = new Command("show", "Show the results of a job, also of one that runs or died.") { reference, number, all, folder, format };
        command.SetAction(parsed =>
        {
            var job = JobPlace.Find(parsed, folder, parsed.GetValue(reference)!);
            var results = job.ReadResults();
            if (parsed.GetValue(number) is { } wanted)
            {
                var test = results.Tests.FirstOrDefault(test => test.Number == wanted)
                    ?? throw new DiagnosticException(Diagnostic.Error(NoSuchTest, $"job {results.Start.Id[..7]} has no result of a test {wanted}", $"its tests have the numbers 1 to {results.Start.Total}"));
                JobText.WriteTest(Console.Out, results, test);
            }
            else if (parsed.GetValue(format) == OutputFormats.Json)
                JobJson.Write(results, job.IsRunning);
            else
                JobText.Write(Console.Out, results, job.IsRunning, parsed.GetValue(all));
            return ExitCode.Done;
        });
        return command;
    }
}

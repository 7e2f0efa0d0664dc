using System.CommandLine;
using Foray.Cli.Hosting;
using Foray.Cli.Output;
using Foray.Jobs;
using Foray.Sdk.Jobs;

namespace Foray.Cli.Commands.Jobs;

/// <summary>Runs a job and shows it in the way that fits where the output goes.</summary>
internal sealed class ShownJob
{
    private readonly Option<string?> _annotations = new("--annotations") { Description = "github: lines by which GitHub Actions marks tests that did not pass.", HelpName = "FORM" };

    private readonly Option<string> _file = CommonOptions.FileOption();
    private readonly Option<string?> _experimentOutput = new("--experiment-output") { Description = "Folder of that experiment's state, as 'up' got it with --output.", HelpName = "DIR" };

    public ShownJob(Command command)
    {
        _file.Description = "The experiment whose machines the spawner 'machine' uses.";
        _annotations.AcceptOnlyFromAmong("github");
        command.Options.Add(_annotations);
        command.Options.Add(_file);
        command.Options.Add(_experimentOutput);
    }

    /// <summary>Makes the job, runs it, and gives the exit code.</summary>
    public async Task<int> RunAsync(ParseResult parsed, Func<JobServices, Job> make)
    {
        using var interruption = new Interruption();
        Func<TestResult, string?>? annotations = parsed.GetValue(_annotations) is null ? null : GitHubAnnotation.Of;
        var observer = new SwitchedObserver();
        await using var machines = new ExperimentMachines(() => CommonOptions.Paths(parsed, _file, _experimentOutput), CommonOptions.PluginsOf(parsed));
        var job = make(JobPlace.Services(parsed, observer, machines));
        // Where results go to standard output, nothing else does.
        var people = job.Results.Any(target => target.Path == ResultTarget.StandardOutput) ? Console.Error : Console.Out;
        var isTerminal = people == Console.Out && !Console.IsOutputRedirected && annotations is null;
        observer.Target = isTerminal ? null : new JobLines(people, annotations);
        var report = isTerminal
            ? await JobTerminal.RunAsync(observer, () => job.RunAsync(interruption.Token))
            : await job.RunAsync(interruption.Token);
        if (report.Results is { } results)
            JobText.Write(people, results, isRunning: false, all: false);
        return ExitCode.Of(report);
    }
}

using System.CommandLine;
using Foray.Cli.Output;
using Foray.Experiments.Running;

namespace Foray.Cli.Commands;

/// <summary><c>foray run</c>: the main job.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var file = CommonOptions.File();
        var output = CommonOptions.Output();
        var force = CommonOptions.Force();
        var repeatOf = new Option<string>("--repeat-of")
        {
            HelpName = "RUN",
            Description = "Repeat an earlier run: its file and variables as they were, all cases again. Says what differs. 'latest' is the newest run.",
        };
        var format = CommonOptions.Format();
        var command = new Command("run", "Run the experiments, bringing up what is missing first. What succeeded before and is unchanged is not run again.")
        {
            file, output, force, repeatOf, format,
        };
        command.SetAction((parsed, _) =>
        {
            var options = new RunOptions { Force = parsed.GetValue(force), RepeatOf = parsed.GetValue(repeatOf) };
            return ShownWork.RunAsync(CommonOptions.Paths(parsed, file, output), parsed.GetValue(format)!, parsed,
                (work, token) => work.RunAsync(options, token));
        });
        return command;
    }
}

using System.CommandLine;
using Foray.Cli.Output;
using Foray.Experiments.Running;

namespace Foray.Cli.Commands;

/// <summary><c>foray up</c>: machines and what belongs on them.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var file = CommonOptions.File();
        var output = CommonOptions.Output();
        var force = CommonOptions.Force();
        var command = new Command("up", "Bring machines up and install what belongs on them.") { file, output, force };
        command.SetAction((parsed, _) =>
        {
            var options = new RunOptions { Force = parsed.GetValue(force) };
            return ShownWork.RunAsync(CommonOptions.Paths(parsed, file, output), OutputFormats.Text, parsed,
                (work, token) => work.UpAsync(options, token));
        });
        return command;
    }
}

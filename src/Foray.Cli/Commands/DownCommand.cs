using System.CommandLine;
using Foray.Cli.Output;

namespace Foray.Cli.Commands;

/// <summary><c>foray down</c>: nothing is left running, and no machine that was made.</summary>
internal static class DownCommand
{
    public static Command Create()
    {
        var file = CommonOptions.File();
        var output = CommonOptions.Output();
        var command = new Command("down", "End everything that runs and remove the machines. Works from the journal alone: the file may be broken or gone. Results stay.") { file, output };
        command.SetAction((parsed, _) =>
            ShownWork.RunAsync(CommonOptions.Paths(parsed, file, output), OutputFormats.Text, parsed,
                (work, token) => work.DownAsync(token)));
        return command;
    }
}

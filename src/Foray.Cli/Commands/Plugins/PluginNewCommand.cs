using System.CommandLine;
using Foray.Cli.Output;
using Foray.Cli.Templates;

namespace Foray.Cli.Commands.Plugins;

/// <summary><c>foray plugin new</c>: a project to begin with.</summary>
internal static class PluginNewCommand
{
    public static Command Create()
    {
        var kind = new Argument<string>("kind") { Description = "Kind of the new plugin." };
        var name = new Argument<string>("name") { Description = "Name of the project, the package and the namespace, for example 'Acme.DiskProbe'." };
        var output = new Option<string?>("--output", "-o") { Description = "Folder for the project; made if missing. Default: one of its name in this folder.", HelpName = "DIR" };
        var command = new Command("new", "Write a new plugin project that builds, with tests.") { kind, name, output };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(output) ?? parsed.GetValue(name)!;
            var files = TemplateWriter.OfProgram().Write(parsed.GetValue(kind)!, parsed.GetValue(name)!, folder);
            foreach (var file in files)
                Console.Out.WriteLine(Path.Combine(folder, file));
            return ExitCode.Done;
        });
        return command;
    }
}

using System.CommandLine;
using Foray.Cli.Hosting;
using Foray.Cli.Output;
using Foray.Configuration.Schemas;
using Foray.Experiments.Files;

namespace Foray.Cli.Commands;

/// <summary><c>foray schema</c>: the file's form for editors.</summary>
internal static class SchemaCommand
{
    public static Command Create()
    {
        var command = new Command("schema", "Print the JSON Schema (2020-12) of experiment files, made from the installed plugins.");
        command.SetAction(parsed =>
        {
            Console.Out.WriteLine(JsonSchemaWriter.Write(ExperimentSchema.File, HostServices.Create(Directory.GetCurrentDirectory(), SilentObserver.Instance, CommonOptions.PluginsOf(parsed)).Catalog));
            return ExitCode.Done;
        });
        return command;
    }
}

using System.CommandLine;
using Foray.Cli.Hosting;
using Foray.Cli.Output;
using Foray.Jobs;
using Foray.Plugins.Loading;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;

namespace Foray.Cli.Commands.Jobs;

/// <summary>Where jobs lie, and what they get from the program.</summary>
internal static class JobPlace
{
    public static Option<string> Option() => new("--output", "-o")
    {
        Description = "Folder in which every job has its own.",
        HelpName = "DIR",
        DefaultValueFactory = _ => Job.DefaultResultsFolder,
    };

    public static Argument<string> Argument(string name = "job") => new(name)
    {
        Description = "A job: the path of its folder, the beginning of its id, or 'latest'.",
        DefaultValueFactory = _ => "latest",
    };

    /// <exception cref="DiagnosticException">There is no such job.</exception>
    public static EarlierJob Find(ParseResult parsed, Option<string> folder, string reference) => EarlierJob.Find(parsed.GetValue(folder)!, reference);

    /// <param name="parsed">The command line.</param>
    /// <param name="observer">Is told what happens.</param>
    /// <param name="machines">The machines that tests can run on. Default: those of the experiment in the current folder.</param>
    public static JobServices Services(ParseResult parsed, IJobObserver observer, IMachines? machines = null)
    {
        var folder = Directory.GetCurrentDirectory();
        var messages = new PlainProgress(TextWriter.Null, Console.Error, parsed.GetValue(CommonOptions.Debug));
        var settings = HostServices.SettingsOf(folder);
        return new JobServices(HostServices.CatalogOf(folder, settings.Plugins, CommonOptions.PluginsOf(parsed)), new PluginLoader(HostServices.Of(messages, machines))) { Observer = observer, Diagnostics = settings.Diagnostics };
    }
}

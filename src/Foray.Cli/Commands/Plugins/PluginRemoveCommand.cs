using System.CommandLine;
using Foray.Cli.Installing;

namespace Foray.Cli.Commands.Plugins;

/// <summary><c>foray plugin remove</c>: packages, and what was there for them alone.</summary>
internal static class PluginRemoveCommand
{
    public static Command Create()
    {
        var packages = new Argument<string[]>("package") { Description = "Names of packages.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("remove", "Remove packages, and those that were there only because they required them.") { packages };
        var options = new PackageOptions(command, hasSources: false, hasPrerelease: false);
        command.SetAction((parsed, _) => new PackageWork(parsed, options).RunAsync((installer, token) => installer.RemoveAsync(parsed.GetValue(packages)!, token)));
        return command;
    }
}

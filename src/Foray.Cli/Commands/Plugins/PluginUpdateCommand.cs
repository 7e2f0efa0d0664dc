using System.CommandLine;
using Foray.Cli.Installing;

namespace Foray.Cli.Commands.Plugins;

/// <summary><c>foray plugin update</c>: newer versions, as far as ranges allow.</summary>
internal static class PluginUpdateCommand
{
    public static Command Create()
    {
        var packages = new Argument<string[]>("package") { Description = "Names of packages; none for all.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("update", "Bring packages to the highest version that the ranges they were asked for with allow.") { packages };
        var options = new PackageOptions(command);
        command.SetAction((parsed, _) => new PackageWork(parsed, options).RunAsync(
            (installer, token) => installer.UpdateAsync(parsed.GetValue(packages) ?? [], options.IsPrerelease(parsed), token)));
        return command;
    }
}

using System.CommandLine;
using Foray.Cli.Installing;
using Foray.Packages;

namespace Foray.Cli.Commands.Plugins;

/// <summary><c>foray plugin install</c>: packages from feeds.</summary>
internal static class PluginInstallCommand
{
    public static Command Create()
    {
        var packages = new Argument<string[]>("package")
        {
            Description = "Name of a package, for a version 'Name@1.2.3', for a range 'Name@[1.0,2.0)'.",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("install", "Install packages and what they require. All of them or none; exact versions and hashes go into the lock file.") { packages };
        var options = new PackageOptions(command);
        command.SetAction((parsed, _) =>
        {
            var requests = parsed.GetValue(packages)!.Select(PackageRequest.Parse).ToList();
            return new PackageWork(parsed, options).RunAsync((installer, token) => installer.InstallAsync(requests, options.IsPrerelease(parsed), token));
        });
        return command;
    }
}

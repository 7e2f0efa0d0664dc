using System.CommandLine;
using Foray.Cli.Installing;

namespace Foray.Cli.Commands.Plugins;

/// <summary><c>foray plugin restore</c>: exactly what the lock file says.</summary>
internal static class PluginRestoreCommand
{
    public static Command Create()
    {
        var command = new Command("restore", "Install exactly the versions and contents that the lock file has.");
        var options = new PackageOptions(command, hasPrerelease: false);
        command.SetAction((parsed, _) => new PackageWork(parsed, options).RunAsync((installer, token) => installer.RestoreAsync(token)));
        return command;
    }
}

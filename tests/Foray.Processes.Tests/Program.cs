using Foray.Processes.Wardens;
using Foray.Sdk.Processes;
using Xunit.Runner.InProc.SystemConsole;

namespace Foray.Processes.Tests;

/// <summary>The test program is its own warden, and a program that runs others until it is killed.</summary>
internal static class Program
{
    /// <summary>First argument of the program that runs another one: a shell's command line, in a folder, where its output is too.</summary>
    public const string HostArgument = "--host";

    public static Task<int> Main(string[] arguments) => arguments switch
    {
        [WardenProgram.Argument] => Task.FromResult(WardenProgram.Run()),
        [HostArgument, var folder, var commandLine] => HostAsync(folder, commandLine),
        _ => ConsoleRunner.Run(arguments),
    };

    private static async Task<int> HostAsync(string folder, string commandLine)
    {
        using var processes = new SystemProcesses(warden: [Environment.ProcessPath!, WardenProgram.Argument]);
        var environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" };
        var end = await processes.RunToFilesAsync(new FiledRequest("/bin/sh", ["-c", commandLine], folder, environment, $"{folder}/stdout", $"{folder}/stderr"), CancellationToken.None);
        return end.ExitCode ?? 1;
    }
}

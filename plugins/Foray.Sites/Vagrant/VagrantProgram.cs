using System.Globalization;
using System.Security.Cryptography;
using Foray.Sdk.Processes;
using Foray.Sites.Folders;
using Microsoft.Extensions.Logging;

namespace Foray.Sites.Vagrant;

/// <summary>
/// Runs <c>vagrant</c> in a machine's folder. What changes a machine runs detached: it is not cut off in the middle when Foray dies, and the next Foray finds it.
/// </summary>
internal sealed class VagrantProgram(IProcesses processes)
{
    /// <summary>File with Vagrant's progress, in the machine's folder.</summary>
    public const string OutputFile = "vagrant.out";

    /// <summary>File with Vagrant's errors, in the machine's folder.</summary>
    public const string ErrorFile = "vagrant.err";

    private const string Program = "vagrant";
    private const string Mark = "FORAY_VAGRANT";
    private const string RunFile = "vagrant.run";
    private const string PidFile = "vagrant.pid";
    private const string ExitFile = "vagrant.exit";

    // It outlives an interrupt, because Vagrant uses one to clean up. The pid is there before anything is started.
    private const string Wrapper = """
        trap : INT TERM
        echo $$ >vagrant.pid
        "$@" >vagrant.out 2>vagrant.err
        echo $? >vagrant.exit
        """;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    /// <summary>Asks Vagrant something that changes nothing.</summary>
    public Task<ProcessResult> AskAsync(VagrantMachine machine, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        processes.RunAsync(
            new ProcessRequest(processes.Find(Program) ?? Program, arguments) { WorkingFolder = machine.Folder.Path, Environment = Settings(machine) }, cancellationToken);

    /// <summary>Has Vagrant change the machine. Cancelling interrupts it, so that it cleans up, and kills it where it does not end.</summary>
    /// <returns>Its exit code; null where it was killed.</returns>
    public async Task<int?> ChangeAsync(VagrantMachine machine, IReadOnlyList<string> arguments, ILogger logger, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var folder = machine.Folder;
        foreach (var name in new[] { PidFile, ExitFile, OutputFile, ErrorFile })
            File.Delete(PathOf(folder, name));
        var mark = $"{machine.Id}/{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";
        folder.Write(RunFile, $"{mark}\n");
        var leader = processes.StartDetached(new DetachedRequest(
            "/bin/sh", ["-c", Wrapper, "sh", processes.Find(Program) ?? Program, .. arguments], folder.Path, EnvironmentOf(machine, mark)));
        await FollowAsync(leader, new ProgressFile(PathOf(folder, OutputFile), logger), cancellationToken);
        var exit = PathOf(folder, ExitFile);
        return File.Exists(exit) && int.TryParse(await File.ReadAllTextAsync(exit, cancellationToken), CultureInfo.InvariantCulture, out var code) ? code : null;
    }

    /// <summary>Waits for the Vagrant of a Foray that has died.</summary>
    public async Task AwaitEarlierAsync(VagrantMachine machine, ILogger logger, CancellationToken cancellationToken)
    {
        if (FindEarlier(machine) is { } leader)
            await FollowAsync(leader, new ProgressFile(PathOf(machine.Folder, OutputFile), logger), cancellationToken);
    }

    /// <summary>Ends the Vagrant of a Foray that has died.</summary>
    public async Task EndEarlierAsync(VagrantMachine machine)
    {
        if (FindEarlier(machine) is { } leader)
            await EndAsync(leader);
    }

    /// <summary>What Vagrant wrote to standard error when it last changed the machine.</summary>
    public static string ErrorOf(VagrantMachine machine)
    {
        var path = PathOf(machine.Folder, ErrorFile);
        return File.Exists(path) ? File.ReadAllText(path) : "";
    }

    private async Task FollowAsync(ProcessIdentity leader, ProgressFile progress, CancellationToken cancellationToken)
    {
        var end = processes.WaitAsync(leader, CancellationToken.None);
        try
        {
            while (!end.IsCompleted)
            {
                await Task.WhenAny(end, Task.Delay(Poll, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
                progress.Follow();
            }

            progress.Follow();
        }
        catch (OperationCanceledException)
        {
            await EndAsync(leader);
            throw;
        }
    }

    private async Task EndAsync(ProcessIdentity leader)
    {
        processes.SignalGroup(leader, ProcessSignal.Interrupt);
        var end = processes.WaitAsync(leader, CancellationToken.None);
        await Task.WhenAny(end, Task.Delay(Grace));
        if (!end.IsCompleted)
            processes.SignalGroup(leader, ProcessSignal.Kill);
        await end;
    }

    // Not everything that bears the mark: a provider's service that Vagrant happened to start bears it too, and serves other machines.
    private ProcessIdentity? FindEarlier(VagrantMachine machine)
    {
        var run = PathOf(machine.Folder, RunFile);
        if (!File.Exists(run))
            return null;
        var marked = processes.FindMarked(Mark, File.ReadAllText(run).TrimEnd('\n'));
        var pid = PathOf(machine.Folder, PidFile);
        return File.Exists(pid) && int.TryParse(File.ReadAllText(pid), CultureInfo.InvariantCulture, out var leader)
            ? marked.FirstOrDefault(process => process.Pid == leader)
            : marked is [var only, ..] ? only : null;
    }

    private static Dictionary<string, string> EnvironmentOf(VagrantMachine machine, string mark)
    {
        var environment = OwnEnvironment.WithoutForay();
        foreach (var (name, value) in Settings(machine))
        {
            if (value is null)
                environment.Remove(name);
            else
                environment[name] = value;
        }

        environment[Mark] = mark;
        return environment;
    }

    // Null removes what would lead Vagrant to another folder or file.
    private static Dictionary<string, string?> Settings(VagrantMachine machine) => new(StringComparer.Ordinal)
    {
        ["VAGRANT_DEFAULT_PROVIDER"] = machine.Definition.Provider,
        ["VAGRANT_NO_COLOR"] = "1",
        ["VAGRANT_CHECKPOINT_DISABLE"] = "1",
        ["VAGRANT_CWD"] = null,
        ["VAGRANT_DOTFILE_PATH"] = null,
        ["VAGRANT_VAGRANTFILE"] = null,
    };

    private static string PathOf(MachineFolder folder, string name) => Path.Combine(folder.Path, name);
}

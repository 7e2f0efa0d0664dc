using System.Collections.Concurrent;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Processes;
using Foray.Sites.Folders;

namespace Foray.Sites.Local;

/// <summary>A folder of this computer and the process groups started in it.</summary>
internal sealed class LocalMachine(MachineRecord machine, LocalFolder place, IReadOnlyDictionary<string, string> ownEnvironment, IProcesses processes) : IMachine
{
    private const string FilesFailed = "FORAY337";
    private const string NoOtherUser = "FORAY339";
    /// <summary>A start time that no process has.</summary>
    private const long LongGone = -1;

    private static readonly TimeSpan StartPoll = TimeSpan.FromMilliseconds(10);

    private readonly ConcurrentDictionary<string, Lazy<Task<ProcessIdentity>>> _started = new(StringComparer.Ordinal);

    public string Name => machine.Name;

    public IReadOnlyList<string> Labels => machine.Labels;

    public bool SharesFiles => true;

    public async Task<CommandHandle> StartAsync(CommandSpec command, CancellationToken cancellationToken)
    {
        var id = MachineLayout.CheckId(command.Id);
        var start = _started.GetOrAdd(id, _ => new Lazy<Task<ProcessIdentity>>(() => FindOrStartAsync(command, cancellationToken)));
        try
        {
            await start.Value;
        }
        catch
        {
            _started.TryRemove(KeyValuePair.Create(id, start));
            throw;
        }

        return new CommandHandle(Name, id);
    }

    public async Task<CommandHandle?> AttachAsync(string id, CancellationToken cancellationToken) =>
        await FindAsync(MachineLayout.CheckId(id), cancellationToken) is null ? null : new CommandHandle(Name, id);

    public async Task<CommandEnd> WaitAsync(CommandHandle handle, CancellationToken cancellationToken)
    {
        if (await FindAsync(MachineLayout.CheckId(handle.Id), cancellationToken) is { } leader)
            await processes.WaitAsync(leader, cancellationToken);
        return TaskOf(handle.Id).ReadEnd();
    }

    public async Task SignalAsync(CommandHandle handle, ProcessSignal signal, CancellationToken cancellationToken)
    {
        if (await FindAsync(MachineLayout.CheckId(handle.Id), cancellationToken) is { } leader)
            processes.SignalGroup(leader, signal);
    }

    public async Task StopAsync(CommandHandle handle, TimeSpan grace, CancellationToken cancellationToken)
    {
        var leader = await FindAsync(MachineLayout.CheckId(handle.Id), cancellationToken);
        await processes.EndAsync(leader, CommandMarks.Command, CommandMarks.Of(machine.Id, handle.Id), grace, cancellationToken);
    }

    public async Task<ExecutionResult> ExecuteAsync(ExecutionRequest request, CancellationToken cancellationToken)
    {
        var folder = NeedFolder();
        var environment = MarkedEnvironment();
        if (request.Id is { } id)
        {
            environment[CommandMarks.Command] = CommandMarks.Of(machine.Id, MachineLayout.CheckId(id));
            await Files("run a command", TaskOf(id).NoteExecution);
        }

        await using var process = processes.Start(new ProcessRequest("/bin/sh", ["-c", request.CommandLine]) { WorkingFolder = folder, Environment = environment });
        var sending = SendAsync(process.Input, request.Input);
        using var output = new MemoryStream();
        await process.Output.CopyToAsync(output, cancellationToken);
        var code = await process.Exit.WaitAsync(cancellationToken);
        await sending;
        return new ExecutionResult(code, output.ToArray(), process.Error);
    }

    public async Task<ProgramEnd> RunProgramAsync(ProgramSpec program, string localFolder, CancellationToken cancellationToken)
    {
        var target = Path.GetFullPath(localFolder);
        var work = PathOf(program.WorkingFolder);
        if (!MachineLayout.IsAbsolute(program.WorkingFolder))
            await Files($"prepare program '{program.Id}'", () => Directory.CreateDirectory(work));
        var environment = EnvironmentOf(MachineLayout.CheckId(program.Id), program.Environment, $"{target}/metrics");
        environment["PWD"] = work;
        var request = new FiledRequest(program.Program, program.Arguments, work, environment, $"{target}/stdout", $"{target}/stderr") { Grace = program.Grace };
        return await processes.RunToFilesAsync(request, cancellationToken);
    }

    public Task CollectAsync(CommandHandle handle, string localFolder, CancellationToken cancellationToken)
    {
        var task = TaskOf(MachineLayout.CheckId(handle.Id));
        return Files($"collect the output of command '{handle.Id}'", () =>
        {
            if (task.TryMoveTo(localFolder))
                return;
            Directory.CreateDirectory(localFolder);
            foreach (var name in LocalTask.Outputs)
            {
                var source = $"{task.Folder}/{name}";
                if (File.Exists(source))
                    File.Copy(source, $"{localFolder}/{name}", overwrite: true);
            }
        });
    }

    public Task PutAsync(IReadOnlyList<InputFile> files, string destination, CancellationToken cancellationToken)
    {
        var target = PathOf(destination);
        return Files($"put files into '{destination}'", () =>
        {
            foreach (var file in files)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var path = file.RelativePath.Length == 0 ? target : Path.Combine(target, file.RelativePath);
                if (path == Path.GetFullPath(file.LocalPath))
                    continue; // it is there already; making room for it would delete it
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                var aside = $"{path}.{Guid.NewGuid():N}.new";
                File.Copy(file.LocalPath, aside);
                File.Move(aside, path, overwrite: true);
            }
        });
    }

    public Task GetAsync(string source, string destination, CancellationToken cancellationToken) =>
        CopyTreeAsync(PathOf(source), Path.GetFullPath(destination), $"get '{source}'", cancellationToken);

    public Task CopyAsync(string source, string destination, CancellationToken cancellationToken) =>
        CopyTreeAsync(PathOf(source), PathOf(destination), $"copy '{source}' to '{destination}'", cancellationToken);

    public async Task RemoveAsync(string prefix, CancellationToken cancellationToken)
    {
        var top = TaskOf(MachineLayout.CheckId(prefix)).Folder;
        foreach (var id in TaskIds(top, prefix))
        {
            if (await FindAsync(id, cancellationToken) is { } leader)
                await EndNowAsync(leader, id, cancellationToken);
            if (TaskOf(id).HasExecutions)
                await processes.EndAsync(null, CommandMarks.Command, CommandMarks.Of(machine.Id, id), TimeSpan.Zero, cancellationToken);
            _started.TryRemove(id, out _);
        }

        await Files($"remove '{prefix}'", () =>
        {
            FileTree.Delete(top);
            RefuseLinksAbove(prefix);
            FileTree.Delete($"{place.Path}/{prefix}");
        });
    }

    public Task<ProcessRequest?> FindTerminalAsync(TerminalRequest request, CancellationToken cancellationToken)
    {
        if (request.User is { } user)
            throw new DiagnosticException(Diagnostic.Error(NoOtherUser, $"machine '{Name}' is this computer, and Foray does not become '{user}' on it", "leave the user out"));
        var shell = Environment.GetEnvironmentVariable("SHELL") is { Length: > 0 } own && request.Command is null ? own : "/bin/sh";
        IReadOnlyList<string> command = request.Command is { } line ? ["-c", line] : [];
        return Task.FromResult<ProcessRequest?>(new ProcessRequest(shell, command) { WorkingFolder = NeedFolder(), Environment = MarkedEnvironment() });
    }

    public Task<IPortForward> ForwardAsync(int port, CancellationToken cancellationToken) => Task.FromResult<IPortForward>(new OwnPort(port));

    public async Task<IReadOnlyDictionary<string, string>> DescribeAsync(CancellationToken cancellationToken) =>
        MachineFacts.Parse((await processes.RunAsync(new ProcessRequest("/bin/sh", ["-c", MachineFacts.Script]), cancellationToken)).Output);

    public Task<IReadOnlyList<string>> FindMissingToolsAsync(IReadOnlyList<string> programs, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. programs.Where(program => processes.Find(program) is null)]);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private LocalTask TaskOf(string id) => new($"{place.Path}/{MachineLayout.Tasks}/{id}");

    private async Task<ProcessIdentity> FindOrStartAsync(CommandSpec command, CancellationToken cancellationToken)
    {
        var folder = NeedFolder();
        var work = PathOf(command.WorkingFolder);
        var task = TaskOf(command.Id);
        if (Directory.Exists(task.Folder) && await FindEarlierAsync(task, command.Id, cancellationToken) is { } leader)
            return leader;
        await Files($"prepare command '{command.Id}'", () =>
        {
            Directory.CreateDirectory(task.Folder);
            File.WriteAllText(task.Script, command.Script);
            Directory.CreateDirectory(work);
        });
        return processes.StartDetached(new DetachedRequest(
            "/bin/sh",
            [$"{folder}/{CommandWrapper.FileName}", task.Folder, work, command.Limits.ToShell(), .. command.Interpreter],
            folder,
            WrapperEnvironmentOf(command, task)));
    }

    private async Task<ProcessIdentity?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (_started.TryGetValue(id, out var start))
            return await start.Value.WaitAsync(cancellationToken);
        var task = TaskOf(id);
        return File.Exists(task.Script) ? await FindEarlierAsync(task, id, cancellationToken) : null;
    }

    // What a former Foray started. One that was killed in between left a process that bears the mark and will write its record.
    // The system shows no environment in the middle of an exec, so that one look is not enough to say that there is none.
    private async Task<ProcessIdentity?> FindEarlierAsync(LocalTask task, string id, CancellationToken cancellationToken)
    {
        for (var looks = 0; looks < 2; looks++)
        {
            var marked = processes.FindMarked(CommandMarks.Command, CommandMarks.Of(machine.Id, id));
            if (task.ReadPid() is { } pid)
                return IdentityOf(pid, marked);
            if (marked.Count > 0)
                looks = -1;
            await Task.Delay(StartPoll, cancellationToken);
        }

        return task.ReadPid() is { } last ? IdentityOf(last, processes.FindMarked(CommandMarks.Command, CommandMarks.Of(machine.Id, id))) : null;
    }

    // The record holds the pid alone. The mark tells whether that process is still the command's; without it, its number names nothing that lives.
    private static ProcessIdentity IdentityOf(int pid, IReadOnlyList<ProcessIdentity> marked) =>
        marked.FirstOrDefault(process => process.Pid == pid) ?? new ProcessIdentity(pid, LongGone, "");

    // Looking for processes that left a group reads all of /proc: worth it only where something still runs.
    private async Task EndNowAsync(ProcessIdentity leader, string id, CancellationToken cancellationToken)
    {
        if (leader.StartTime == LongGone || processes.IsAlive(leader))
            await processes.EndAsync(leader.StartTime == LongGone ? null : leader, CommandMarks.Command, CommandMarks.Of(machine.Id, id), TimeSpan.Zero, cancellationToken);
        else
            processes.SignalGroup(leader, ProcessSignal.Kill);
    }

    private static IEnumerable<string> TaskIds(string top, string prefix)
    {
        if (!Directory.Exists(top))
            yield break;
        if (new LocalTask(top).IsKnown)
            yield return prefix;
        foreach (var child in Directory.EnumerateDirectories(top))
        {
            foreach (var id in TaskIds(child, $"{prefix}/{Path.GetFileName(child)}"))
                yield return id;
        }
    }

    // A command may have put a link in the place of a folder above.
    private void RefuseLinksAbove(string prefix)
    {
        for (var slash = prefix.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = prefix.IndexOf('/', slash + 1))
        {
            if (new DirectoryInfo($"{place.Path}/{prefix[..slash]}").LinkTarget is not null)
                throw new IOException($"'{place.Path}/{prefix[..slash]}' is a symbolic link");
        }
    }

    private string PathOf(string path)
    {
        if (!MachineLayout.IsAbsolute(MachineLayout.CheckPath(path)))
            return Path.GetFullPath(path, NeedFolder());
        return path[0] == '~' ? Path.GetFullPath(path[1..].TrimStart('/'), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)) : path;
    }

    // The system's cp knows every kind of file that a command may have left, and never follows a link.
    private async Task CopyTreeAsync(string from, string to, string purpose, CancellationToken cancellationToken)
    {
        var isFolder = Directory.Exists(from);
        if (!isFolder && !File.Exists(from))
            throw Failure(purpose, $"there is no file or folder '{from}'");
        await Files(purpose, () => Directory.CreateDirectory(isFolder ? to : Path.GetDirectoryName(to)!));
        // -R, for a file too: reading a named pipe would wait for somebody to write. -H, because a link that is named means what it leads to.
        var result = await processes.RunAsync(
            new ProcessRequest("cp", isFolder ? ["-RPp", $"{from}/.", $"{to}/"] : ["-RHp", "--remove-destination", from, to]), cancellationToken);
        if (result.ExitCode != 0)
            throw Failure(purpose, result.Error.Trim());
    }

    private Dictionary<string, string> WrapperEnvironmentOf(CommandSpec command, LocalTask task)
    {
        var environment = EnvironmentOf(command.Id, command.Environment, task.Metrics);
        environment[CommandWrapper.PlainPidVariable] = "1";
        return environment;
    }

    private Dictionary<string, string> EnvironmentOf(string id, IReadOnlyDictionary<string, string> variables, string metrics)
    {
        var environment = new Dictionary<string, string>(ownEnvironment, StringComparer.Ordinal);
        foreach (var (name, value) in variables)
            environment[name] = value;
        environment["FORAY_MACHINE"] = Name;
        environment["FORAY_METRICS"] = metrics;
        environment["FORAY_SHARED"] = place.Shared;
        environment[CommandMarks.Machine] = machine.Id;
        environment[CommandMarks.Command] = CommandMarks.Of(machine.Id, id);
        return environment;
    }

    private Dictionary<string, string?> MarkedEnvironment()
    {
        var environment = OwnEnvironment.All().Keys.Where(IsForays).ToDictionary(name => name, _ => (string?)null, StringComparer.Ordinal);
        environment["FORAY_MACHINE"] = Name;
        environment["FORAY_SHARED"] = place.Shared;
        environment[CommandMarks.Machine] = machine.Id;
        return environment;
    }

    private static bool IsForays(string variable) => variable.StartsWith("FORAY_", StringComparison.Ordinal);

    // A command that wants no more of its input is no error: its exit code tells what it thought.
    private static async Task SendAsync(Stream target, ReadOnlyMemory<byte> input)
    {
        try
        {
            await using (target)
                await target.WriteAsync(input);
        }
        catch (IOException)
        {
        }
    }

    private string NeedFolder()
    {
        try
        {
            return place.Need();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failure("make its folder", exception.Message, exception);
        }
    }

    private Task Files(string purpose, Action action)
    {
        try
        {
            action();
            return Task.CompletedTask;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failure(purpose, exception.Message, exception);
        }
    }

    private DiagnosticException Failure(string purpose, string reason, Exception? cause = null) =>
        new(Diagnostic.Error(FilesFailed, $"machine '{Name}' could not {purpose}: {reason}"), cause);

    private sealed class OwnPort(int port) : IPortForward
    {
        public int LocalPort => port;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

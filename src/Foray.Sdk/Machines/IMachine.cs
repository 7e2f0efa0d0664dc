using Foray.Sdk.Processes;

namespace Foray.Sdk.Machines;

/// <summary>
/// A machine, whatever is behind it. Commands run detached: they survive Foray's death and are found again by their id.
/// Relative paths lie below the machine's own folder, which is removed with it; <c>~</c> and absolute paths are the machine's.
/// All members may be called from several threads at once. Failures of the transport are <see cref="Diagnostics.DiagnosticException"/>s.
/// </summary>
public interface IMachine : IAsyncDisposable
{
    /// <summary>Name, unique in the experiment.</summary>
    string Name { get; }

    /// <summary>Its labels, generated ones included.</summary>
    IReadOnlyList<string> Labels { get; }

    /// <summary>True where paths of this computer name the same files there. Default: false.</summary>
    bool SharesFiles => false;

    /// <summary>Starts a command, or attaches to the one that has this id; never starts an id twice.</summary>
    /// <remarks>
    /// The command finds in its environment: <c>FORAY_METRICS</c>, a file to append numbers to; <c>FORAY_SHARED</c>, a folder that all
    /// commands on the machine share; <c>FORAY_MACHINE</c>, the machine's name; and the marks by which escaped processes are found.
    /// </remarks>
    Task<CommandHandle> StartAsync(CommandSpec command, CancellationToken cancellationToken);

    /// <summary>Finds a command that was started before; null where the machine knows none of this id.</summary>
    Task<CommandHandle?> AttachAsync(string id, CancellationToken cancellationToken);

    /// <summary>Waits for a command's end. Cancelling stops the waiting, not the command.</summary>
    Task<CommandEnd> WaitAsync(CommandHandle handle, CancellationToken cancellationToken);

    /// <summary>Signals the command's process group.</summary>
    Task SignalAsync(CommandHandle handle, ProcessSignal signal, CancellationToken cancellationToken);

    /// <summary>Ends a command with its group and everything that escaped from it: asks, waits at most <paramref name="grace"/>, kills. Safe to repeat.</summary>
    Task StopAsync(CommandHandle handle, TimeSpan grace, CancellationToken cancellationToken);

    /// <summary>
    /// Runs a short command line and waits for it: for questions, and for tools that speak to the machine themselves. It ends with the connection and is not found again;
    /// work that has to survive belongs into <see cref="StartAsync"/>. Cancelling ends it where the machine can be reached. Default: a command that is started, waited for and removed.
    /// </summary>
    /// <remarks>It finds <c>FORAY_SHARED</c> and the machine's marks in its environment, and begins in the home folder of whoever Foray logs in as, or in the machine's own folder.</remarks>
    Task<ExecutionResult> ExecuteAsync(ExecutionRequest request, CancellationToken cancellationToken) => DetachedExecution.RunAsync(this, request, cancellationToken);

    /// <summary>
    /// Runs a program to its end, with nothing on its standard input; nothing that it started runs on when this returns. Its <c>stdout</c>, <c>stderr</c> and what it reported as
    /// <c>metrics</c> are in a local folder then, also where it was cancelled: then it is asked to end, and killed after its grace period, with all that it started.
    /// Default: a command that is started, waited for, brought here and removed.
    /// </summary>
    /// <param name="program">The program.</param>
    /// <param name="localFolder">Folder of this computer for what it leaves; there already.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <exception cref="Diagnostics.DiagnosticException">The program cannot be started, or the machine failed.</exception>
    Task<ProgramEnd> RunProgramAsync(ProgramSpec program, string localFolder, CancellationToken cancellationToken) => DetachedProgram.RunAsync(this, program, localFolder, cancellationToken);

    /// <summary>Brings what a command left, <c>stdout</c>, <c>stderr</c> and <c>metrics</c>, into a local folder; also while it still runs.</summary>
    Task CollectAsync(CommandHandle handle, string localFolder, CancellationToken cancellationToken);

    /// <summary>Copies local files to the machine, with their modes; folders above them are made, and existing files replaced.</summary>
    /// <param name="files">The files; one with an empty relative path becomes <paramref name="destination"/> itself, others lie below it.</param>
    /// <param name="destination">Path on the machine.</param>
    /// <param name="cancellationToken">Stops the transfer.</param>
    Task PutAsync(IReadOnlyList<InputFile> files, string destination, CancellationToken cancellationToken);

    /// <summary>Copies a file or folder of the machine to this computer; folders above it are made.</summary>
    /// <param name="source">Path on the machine.</param>
    /// <param name="destination">Local path of the copy itself.</param>
    /// <param name="cancellationToken">Stops the transfer.</param>
    Task GetAsync(string source, string destination, CancellationToken cancellationToken);

    /// <summary>Copies a file or folder from one place of the machine to another.</summary>
    Task CopyAsync(string source, string destination, CancellationToken cancellationToken);

    /// <summary>Ends every command whose id lies below <paramref name="prefix"/>, and removes its files and the folder of that name under the machine's own. Safe to repeat.</summary>
    Task RemoveAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Makes a TCP port of the machine's loopback reachable here.</summary>
    Task<IPortForward> ForwardAsync(int port, CancellationToken cancellationToken);

    /// <summary>A program of this computer that gives a person a shell on the machine, or runs a command line there with this program's own streams. Default: null, there is none.</summary>
    /// <exception cref="Diagnostics.DiagnosticException">The machine cannot be reached, or not as that user.</exception>
    Task<ProcessRequest?> FindTerminalAsync(TerminalRequest request, CancellationToken cancellationToken) => Task.FromResult<ProcessRequest?>(null);

    /// <summary>Facts about the machine for the manifest: <c>os</c>, <c>kernel</c>, <c>architecture</c>, <c>cpus</c>, <c>memory_kib</c>, <c>hostname</c>.</summary>
    Task<IReadOnlyDictionary<string, string>> DescribeAsync(CancellationToken cancellationToken);

    /// <summary>Those of the given programs that the machine lacks.</summary>
    Task<IReadOnlyList<string>> FindMissingToolsAsync(IReadOnlyList<string> programs, CancellationToken cancellationToken);
}

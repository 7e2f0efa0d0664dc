using Foray.Sdk.Machines;

namespace Foray.Sdk.Processes;

/// <summary>Processes on this computer: the service that sites and other plugins use instead of starting any themselves.</summary>
public interface IProcesses
{
    /// <summary>Absolute path of a program; null where it is neither an executable path nor on <c>PATH</c>.</summary>
    string? Find(string program);

    /// <summary>Runs a program to its end and keeps what it printed. Cancelling ends its process group.</summary>
    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">The program is missing or cannot be started.</exception>
    Task<ProcessResult> RunAsync(ProcessRequest request, CancellationToken cancellationToken);

    /// <summary>Starts a program with pipes.</summary>
    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">The program is missing or cannot be started.</exception>
    IPipedProcess Start(ProcessRequest request);

    /// <summary>
    /// Runs a program in a session and process group of its own to its end, with what it prints in files. Nothing that it started runs on when this returns: what is left
    /// of it then, daemons included, is asked to end, killed after the grace period, and counted (<see cref="ProgramEnd.LeftRunning"/>; null where the system does not tell).
    /// Cancelling asks the program and all that it started to end, and kills them after the grace period.
    /// </summary>
    /// <returns>How it ended, with what it used; the system counts the memory of whoever started it as its own, so that less than that (some 20 MB) is not told. Its exit code is null where the process that watched over it was killed; what it started was ended then as far as it was found.</returns>
    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">The program is missing or cannot be started, its files cannot be made, or something that it left cannot be ended.</exception>
    /// <remarks>Default: a shell that opens the files and becomes the program; what it used is not told then, and a program that is missing ends with 127.</remarks>
    Task<ProgramEnd> RunToFilesAsync(FiledRequest request, CancellationToken cancellationToken) => FiledExecution.RunAsync(this, request, cancellationToken);

    /// <summary>Starts a program in a session and process group of its own that outlives Foray.</summary>
    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">The program is missing or cannot be started.</exception>
    ProcessIdentity StartDetached(DetachedRequest request);

    /// <summary>True while the very process lives (a zombie does not).</summary>
    bool IsAlive(ProcessIdentity process);

    /// <summary>Waits until the process has ended, whoever started it.</summary>
    Task WaitAsync(ProcessIdentity process, CancellationToken cancellationToken);

    /// <summary>Signals every process of the group that the process leads. Nothing happens where the pid has passed to a stranger.</summary>
    void SignalGroup(ProcessIdentity process, ProcessSignal signal);

    /// <summary>Processes of this user whose environment holds the variable with exactly this value: finds those that left their group. Empty where the system does not tell.</summary>
    IReadOnlyList<ProcessIdentity> FindMarked(string variable, string value);

    /// <summary>
    /// Ends the group of a process, and every process marked with the variable: asks, waits at most <paramref name="grace"/>, kills, and waits until all are gone.
    /// Safe to repeat.
    /// </summary>
    Task EndAsync(ProcessIdentity? leader, string variable, string value, TimeSpan grace, CancellationToken cancellationToken);
}

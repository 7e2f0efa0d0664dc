using System.Diagnostics;
using System.Runtime.InteropServices;
using Foray.Sdk.Processes;

namespace Foray.Processes;

/// <summary>A program that has this program's own terminal and streams until it ends.</summary>
public static class TerminalProcess
{
    /// <summary>Runs it to its end. Ctrl-C is its own: this program goes on.</summary>
    /// <returns>Its exit code; 128 + n where signal n ended it.</returns>
    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">The program is missing or cannot be started.</exception>
    public static async Task<int> RunAsync(ProcessRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var start = new ProcessStartInfo(ProgramPath.Find(request.Program) ?? throw StartErrors.NotInstalled(request.Program), request.Arguments) { WorkingDirectory = request.WorkingFolder ?? "" };
        foreach (var (name, value) in request.Environment)
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, context => context.Cancel = true);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}

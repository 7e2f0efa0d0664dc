using System.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Processes;

namespace Foray.Sdk.Testing.Hosts;

/// <summary>A child whose streams are files, started through .NET and a shell.</summary>
internal static class FiledProcess
{
    private const string Mark = "FORAY_PROGRAM";
    private const string Script = "output=$1 error=$2; shift 2; exec \"$@\" </dev/null >\"$output\" 2>\"$error\"";

    public static async Task<ProgramEnd> RunAsync(FiledRequest request, IProcesses processes, CancellationToken cancellationToken)
    {
        var mark = Guid.NewGuid().ToString("N");
        var started = TimeProvider.System.GetUtcNow();
        var since = TimeProvider.System.GetTimestamp();
        using var process = Process.Start(StartOf(request, mark))!;
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await processes.EndAsync(null, Mark, mark, request.Grace, CancellationToken.None);
            throw;
        }

        var elapsed = TimeProvider.System.GetElapsedTime(since);
        var left = processes.FindMarked(Mark, mark).Count;
        await processes.EndAsync(null, Mark, mark, request.Grace, CancellationToken.None);
        return new ProgramEnd(process.ExitCode, started, elapsed) { LeftRunning = left };
    }

    private static ProcessStartInfo StartOf(FiledRequest request, string mark)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", request.OutputPath, request.ErrorPath, request.Program, .. request.Arguments])
        {
            WorkingDirectory = request.WorkingFolder,
        };
        start.Environment.Clear();
        foreach (var (name, value) in request.Environment)
            start.Environment[name] = value;
        start.Environment[Mark] = mark;
        return start;
    }
}

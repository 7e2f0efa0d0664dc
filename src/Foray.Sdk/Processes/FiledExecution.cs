using System.Collections;
using Foray.Sdk.Machines;

namespace Foray.Sdk.Processes;

/// <summary>Runs a program with its output in files through the members that were there before: a shell opens them.</summary>
internal static class FiledExecution
{
    private const string Mark = "FORAY_PROGRAM";
    private const string Script = "output=$1 error=$2; shift 2; exec \"$@\" </dev/null >\"$output\" 2>\"$error\"";

    public static async Task<ProgramEnd> RunAsync(IProcesses processes, FiledRequest request, CancellationToken cancellationToken)
    {
        var mark = Guid.NewGuid().ToString("N");
        var started = TimeProvider.System.GetUtcNow();
        var since = TimeProvider.System.GetTimestamp();
        try
        {
            var result = await processes.RunAsync(
                new ProcessRequest("/bin/sh", ["-c", Script, "sh", request.OutputPath, request.ErrorPath, request.Program, .. request.Arguments])
                {
                    WorkingFolder = request.WorkingFolder,
                    Environment = ChangesOf(request.Environment, mark),
                },
                cancellationToken);
            return new ProgramEnd(result.ExitCode, started, TimeProvider.System.GetElapsedTime(since)) { LeftRunning = processes.FindMarked(Mark, mark).Count };
        }
        finally
        {
            await processes.EndAsync(null, Mark, mark, request.Grace, CancellationToken.None);
        }
    }

    /// <summary>What makes this process's environment the wanted one.</summary>
    private static Dictionary<string, string?> ChangesOf(IReadOnlyDictionary<string, string> wanted, string mark)
    {
        var changes = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(variable => (string)variable.Key, _ => (string?)null, StringComparer.Ordinal);
        foreach (var (name, value) in wanted)
            changes[name] = value;
        changes[Mark] = mark;
        return changes;
    }
}

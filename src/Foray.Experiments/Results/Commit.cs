using Foray.Sdk.Diagnostics;
using Foray.Sdk.Processes;

namespace Foray.Experiments.Results;

/// <summary>Asks git which commit a folder is at.</summary>
internal static class Commit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>Null where there is no repository, no commit, or no git.</returns>
    public static async Task<ManifestCommit?> OfAsync(string folder, IProcesses processes, CancellationToken cancellationToken)
    {
        if (processes.Find("git") is null)
            return null;
        try
        {
            var commit = await GitAsync(["rev-parse", "HEAD"]);
            if (commit is null)
                return null;
            var changes = await GitAsync(["status", "--porcelain", "--untracked-files=no"]);
            return new ManifestCommit(commit.Trim(), changes is not { Length: 0 });
        }
        catch (DiagnosticException)
        {
            return null;
        }

        async Task<string?> GitAsync(string[] arguments)
        {
            var result = await processes.RunAsync(new ProcessRequest("git", ["-C", folder, .. arguments]) { Timeout = Patience }, cancellationToken);
            return result.ExitCode == 0 && !result.TimedOut ? result.Output : null;
        }
    }
}

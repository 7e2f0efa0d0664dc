using System.Text;
using Foray.Collectors.Secrets;
using Foray.Sdk.Options;
using Foray.Sdk.Plugins;
using Foray.Sdk.Processes;
using Foray.Sdk.Tracking;
using Microsoft.Extensions.Logging;

namespace Foray.Collectors.Repositories;

/// <summary>
/// Branch, commit and state of the Git repository that a run is started in, as tags of the run. Where there is no repository, or no Git, nothing is told, and that is logged once.
/// </summary>
[Plugin("git", Description = "Branch, commit, changes and remotes of the Git repository.")]
public sealed partial class GitCollector(GitCollectorOptions options, TimeProvider time, IProcesses processes, ILogger logger) : ICollector
{
    private const string Program = "git";
    private static readonly ByteSize DefaultLimit = new(1 << 20);

    /// <summary>No questions, no translations, and no lock that a command of the user would meet.</summary>
    private static readonly Dictionary<string, string?> Quiet = new() { ["LC_ALL"] = "C", ["GIT_TERMINAL_PROMPT"] = "0", ["GIT_OPTIONAL_LOCKS"] = "0" };

    private bool _hasTold;

    /// <inheritdoc/>
    public TimeSpan Interval => options.Interval;

    /// <inheritdoc/>
    public async ValueTask CollectAsync(IMetricSink sink, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (processes.Find(Program) is null)
        {
            TellOnce("there is no git on this computer");
            return;
        }

        var status = await RunAsync(GitStatus.Command, cancellationToken);
        if (status.ExitCode != 0)
        {
            TellOnce(status.Error.Trim().Split('\n')[0]);
            return;
        }

        var measurement = new Measurement(sink, "git", time.GetUtcNow());
        Add(measurement, GitStatus.Parse(status.Output));
        measurement.AddTag("git/describe", await AskAsync(["describe", "--tags", "--always", "--dirty"], cancellationToken));
        await AddRemotesAsync(measurement, cancellationToken);
        if (options.IncludeDiff)
            await AddDiffAsync(measurement, cancellationToken);
    }

    private static void Add(Measurement measurement, GitStatus status)
    {
        measurement.AddTag("git/commit", status.Commit);
        measurement.AddTag("git/branch", status.Branch);
        measurement.AddTag("git/dirty", status.IsDirty ? "true" : "false");
    }

    private async Task AddRemotesAsync(Measurement measurement, CancellationToken cancellationToken)
    {
        // Each line: remote.NAME.url ADDRESS. A remote can have several; the first one is fetched from.
        var lines = (await AskAsync(["config", "--get-regexp", @"^remote\..*\.url$"], cancellationToken))?.Split('\n') ?? [];
        var remotes = lines.Select(line => line.Split(' ', 2)).Where(words => words.Length == 2).DistinctBy(words => words[0], StringComparer.Ordinal);
        foreach (var words in remotes)
            measurement.AddTag($"git/remote/{MetricName.Part(words[0]["remote.".Length..^".url".Length])}", RemoteAddress.WithoutCredentials(words[1]));
    }

    private async Task AddDiffAsync(Measurement measurement, CancellationToken cancellationToken)
    {
        if (await AskAsync(["diff", "--no-ext-diff", "--no-textconv", "--no-color", "HEAD"], cancellationToken) is { Length: > 0 } diff)
            measurement.AddText("git/diff", Cut(diff, (options.DiffLimit ?? DefaultLimit).Bytes), "text/x-diff");
    }

    private static string Cut(string text, long limit)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length <= limit)
            return text;
        var end = (int)limit;
        // Not in the middle of a character: bytes of its rest begin with the bits 10.
        while (end > 0 && (bytes[end] & 0xC0) == 0x80)
            end--;
        return $"{Encoding.UTF8.GetString(bytes, 0, end)}\n[cut: {bytes.Length} bytes in all]\n";
    }

    private async Task<string?> AskAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var result = await RunAsync(arguments, cancellationToken);
        return result.ExitCode == 0 ? result.Output.TrimEnd() : null;
    }

    // A monitor of files is a program that the repository's own settings name.
    private Task<ProcessResult> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        processes.RunAsync(new ProcessRequest(Program, ["-C", options.Folder, "-c", "core.fsmonitor=false", .. arguments]) { Environment = Quiet }, cancellationToken);

    private void TellOnce(string reason)
    {
        if (!_hasTold)
            NothingKnown(logger, Path.GetFullPath(options.Folder), reason);
        _hasTold = true;
    }

    [LoggerMessage(LogLevel.Warning, "nothing is told of a Git repository at '{Folder}': {Reason}")]
    private static partial void NothingKnown(ILogger logger, string folder, string reason);
}

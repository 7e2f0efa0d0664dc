using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Foray.Experiments.Running;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;
using Foray.Sdk.Tracking;
using Foray.Storage;

namespace Foray.Experiments.Tracking;

/// <summary>Brings the files and folders that scripts of a row reported from their machines, and keeps them as artifacts of its run. What is not kept is told as a warning.</summary>
internal sealed class ReportedFiles(Row row, ITrackedRun run, Action<Diagnostic> report)
{
    private const string MetricsFileName = "metrics";
    private const string PassingFolder = ".artifacts";
    private const int MostTold = 3;
    private const string Link = "it is a link";
    private const string NoFile = "it is no file with a content";

    // What transports leave behind, of a folder: a line with the kind and the name of each.
    private const string Question = """
        case $1 in "~") top=$HOME ;; "~/"*) top=$HOME/${1#"~/"} ;; /*) top=$1 ;; *) top=${FORAY_SHARED%/*}/$1 ;; esac
        look() {
          for entry in "$1"/* "$1"/.[!.]* "$1"/..?*; do
            if [ -L "$entry" ]; then printf 'link %s\n' "${entry#"$top"/}"
            elif [ -d "$entry" ]; then look "$entry"
            elif [ -e "$entry" ] && [ ! -f "$entry" ]; then printf 'other %s\n' "${entry#"$top"/}"
            fi
          done
        }
        look "$top"
        """;

    /// <summary>What is kept at each path, as <c>machine: file</c>.</summary>
    private readonly ConcurrentDictionary<string, string> _kept = new(StringComparer.Ordinal);

    /// <summary>Each file that is kept, those of folders too, with what was reported.</summary>
    private readonly ConcurrentDictionary<string, string> _files = new(StringComparer.Ordinal);

    private int _number;

    /// <summary>Begins anew, because the scripts do.</summary>
    public void Clear()
    {
        _kept.Clear();
        _files.Clear();
    }

    /// <summary>Notes that an output takes a path among the artifacts.</summary>
    public void NoteOutput(string path)
    {
        if (_files.TryRemove(path, out var source))
            Tell(source, $"an output has the path '{path}', and is kept instead", "give what is reported a path of its own");
    }

    /// <summary>Keeps what a script reported.</summary>
    /// <param name="machine">The machine that it ran on.</param>
    /// <param name="script">Name of its folder.</param>
    /// <param name="workingFolder">Folder on the machine that relative paths lie in.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task KeepAsync(IMachine machine, string script, string workingFolder, CancellationToken cancellationToken)
    {
        var file = Path.Combine(row.Folder, script, MetricsFileName);
        if (!File.Exists(file))
            return;
        foreach (var artifact in MetricsFile.ReadReport(await File.ReadAllTextAsync(file, cancellationToken), out _).Artifacts.Distinct())
            await KeepAsync(artifact, machine, workingFolder, cancellationToken);
    }

    private async Task KeepAsync(ReportedArtifact artifact, IMachine machine, string workingFolder, CancellationToken cancellationToken)
    {
        var path = artifact.Path ?? artifact.File.TrimEnd('/').Split('/')[^1];
        var source = $"{machine.Name}: {artifact.File}";
        if (_kept.TryGetValue(path, out var other) && other != source)
            Tell(other, $"'{path}' was reported again, as '{source}', which is kept instead", "give each a path of its own with --path");
        _kept[path] = source;
        var passing = Path.Combine(row.Folder, PassingFolder, Interlocked.Increment(ref _number).ToString(CultureInfo.InvariantCulture));
        try
        {
            var place = MachineLayout.IsAbsolute(artifact.File) ? artifact.File : $"{workingFolder}/{artifact.File}";
            await machine.GetAsync(place, passing, cancellationToken);
            if (new DirectoryInfo(passing) is { Exists: true, LinkTarget: null } folder)
                await KeepFolderAsync(source, path, folder, await FindOthersAsync(machine, place, cancellationToken), cancellationToken);
            else if (await LogAsync(source, path, passing, cancellationToken) is { } obstacle)
                Tell(source, obstacle, "report files and folders that are there when the case ends");
        }
        catch (DiagnosticException failure)
        {
            Tell(source, failure.Diagnostics[0].Message, failure.Diagnostics[0].Remedy ?? "see that it is there when the case ends");
        }
        finally
        {
            Remove(passing);
        }
    }

    private async Task KeepFolderAsync(string source, string path, DirectoryInfo folder, SortedDictionary<string, string> problems, CancellationToken cancellationToken)
    {
        var files = FilesBelow(folder).ToList();
        foreach (var file in files)
        {
            var name = Path.GetRelativePath(folder.FullName, file);
            if (await LogAsync(source, $"{path}/{name}", file, cancellationToken) is { } obstacle)
                problems[name] = obstacle;
        }

        if (problems.Count > 0)
            Tell(source, $"it lacks {string.Join(", ", problems.Take(MostTold).Select(problem => $"'{problem.Key}' ({problem.Value})"))}{(problems.Count > MostTold ? $" and {problems.Count - MostTold} more" : "")}",
                "report what is meant by itself");
        else if (files.Count == 0)
            Tell(source, "the folder holds no files", "report it when it does");
    }

    private static async Task<SortedDictionary<string, string>> FindOthersAsync(IMachine machine, string folder, CancellationToken cancellationToken)
    {
        var others = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var answer = await machine.ExecuteAsync(new ExecutionRequest($"set -- {ShellText.Quote(folder.TrimEnd('/'))}\n{Question}"), cancellationToken);
        foreach (var line in Encoding.UTF8.GetString(answer.Output.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            if (line.Split(' ', 2) is [var kind, var name])
                others[name] = kind == "link" ? Link : NoFile;
        return others;
    }

    /// <returns>Why it is not kept; null where it is.</returns>
    private async Task<string?> LogAsync(string source, string path, string file, CancellationToken cancellationToken)
    {
        if (new FileInfo(file).LinkTarget is not null)
            return Link;
        if (!File.Exists(file) || !RegularFile.Is(file))
            return NoFile;
        try
        {
            await using var content = File.OpenRead(file);
            await run.LogArtifactAsync(path, content, cancellationToken);
            _files[path] = source;
            return null;
        }
        catch (Exception failure) when (failure is DiagnosticException or IOException or UnauthorizedAccessException)
        {
            return failure is DiagnosticException diagnostic ? diagnostic.Diagnostics[0].Message : failure.Message;
        }
    }

    /// <summary>Links are not followed: they would lead to files of this computer.</summary>
    private static IEnumerable<string> FilesBelow(DirectoryInfo folder) => folder.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal)
        .SelectMany(entry => entry is DirectoryInfo { LinkTarget: null } below ? FilesBelow(below) : [entry.FullName]);

    private void Tell(string source, string reason, string remedy) =>
        report(Diagnostic.Warning(ExperimentCodes.ArtifactNotKept, $"{row.Describe()}: '{source}' is not kept as it was reported: {reason}", remedy));

    /// <summary>What a script left may be of a kind that cannot be removed at once: it is in the way of nobody.</summary>
    private static void Remove(string path)
    {
        try
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            else
                File.Delete(path);
            Directory.Delete(Path.GetDirectoryName(path)!);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }
}

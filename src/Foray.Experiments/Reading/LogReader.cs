using Foray.Experiments.State;
using Foray.Sdk.Diagnostics;

namespace Foray.Experiments.Reading;

/// <summary>Finds what the scripts of a run wrote.</summary>
public static class LogReader
{
    private static readonly string[] Streams = ["stdout", "stderr"];

    /// <summary>The files that are not empty, by experiment, case, machine, script and stream: of one run, or of the last end of every row.</summary>
    /// <exception cref="DiagnosticException">There is no such run.</exception>
    public static IReadOnlyList<ScriptLog> Find(ExperimentPaths paths, LogSelection wanted)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(wanted);
        var state = StateStore.Read(paths);
        if (state.Runs.Count == 0 || (wanted.Run is not null && !Directory.Exists(paths.Run(wanted.Run))))
            throw new DiagnosticException(Diagnostic.Error(ExperimentCodes.NothingThere, wanted.Run is null ? "there has been no run" : $"there is no run '{wanted.Run}'",
                $"'foray status {paths.GivenFile}' lists the runs"));
        var rows = wanted.Run is null
            ? state.EndedRows.Values.Select(row => Path.Combine(paths.Output, row.Folder)).Where(Directory.Exists)
            : RowsOf(paths.Run(wanted.Run));
        return Select(rows, wanted);
    }

    /// <summary>The files that are not empty of rows whose folders were brought below one.</summary>
    /// <param name="folder">The folder; below it lie experiment, case and machine.</param>
    /// <param name="wanted">Which of them; the run says nothing here.</param>
    public static IReadOnlyList<ScriptLog> FindIn(string folder, LogSelection wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        return Select(Rows(folder), wanted);
    }

    private static IReadOnlyList<ScriptLog> Select(IEnumerable<string> rows, LogSelection wanted) =>
        [.. rows.Select(row => (Path: row, Names: NamesOf(row)))
            .Where(row => IsWanted(row.Names[0], wanted.Experiment) && IsWanted(row.Names[1], wanted.Case) && IsWanted(row.Names[2], wanted.Machine))
            .OrderBy(row => string.Join('/', row.Names), StringComparer.Ordinal)
            .SelectMany(row => LogsOf(row.Path, string.Join('/', row.Names)))];

    private static IEnumerable<string> RowsOf(string run) => Rows(Path.Combine(run, "cases"));

    private static IEnumerable<string> Rows(string folder) =>
        from experiment in Folders(folder)
        from name in Folders(experiment)
        from machine in Folders(name)
        select machine;

    /// <summary>The last three parts of a row's path: experiment, case and machine.</summary>
    private static string[] NamesOf(string row) => row.Split(Path.DirectorySeparatorChar)[^3..];

    private static bool IsWanted(string folder, string? name) => name is null || folder == FileNames.From(name);

    private static IEnumerable<ScriptLog> LogsOf(string row, string title) =>
        from script in Folders(row)
        from stream in Streams
        let path = Path.Combine(script, stream)
        where File.Exists(path) && new FileInfo(path).Length > 0
        select new ScriptLog($"{title}/{Path.GetFileName(script)} {stream}", path);

    private static IEnumerable<string> Folders(string parent) =>
        Directory.Exists(parent) ? Directory.EnumerateDirectories(parent).Order(StringComparer.Ordinal) : [];
}

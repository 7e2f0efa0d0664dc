using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Programs;
using Foray.Stations.Programs.Submitting;
using Foray.Stations.Programs.Suitcases;

namespace Foray.Stations.Client;

/// <summary>Submits programs to a station, and hears what becomes of them.</summary>
public sealed class ProgramClient
{
    private const int LongestWait = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly StationRequests _station;
    private readonly TimeProvider _time;

    internal ProgramClient(StationRequests station, TimeProvider time) => (_station, _time) = (station, time);

    /// <summary>Submits a program. When this returns, it has begun.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="DiagnosticException">Its files cannot be read, or the station refused.</exception>
    public async Task<string> SubmitAsync(ProgramSubmission program, CancellationToken cancellationToken)
    {
        var files = ReadFiles(program.Modules.Prepend(program.Main));
        var limits = new ProgramLimits();
        var submission = new Submission(
            Path.GetFileName(program.Main), files, program.Arguments,
            program.Suitcase is { } folder ? SuitcaseArchive.Write(SuitcasePacker.Pack(folder, new SuitcaseLimits())) : [], program.Station,
            limits with { Memory = program.Memory ?? limits.Memory, Cpu = program.Cpu ?? limits.Cpu, Time = program.Time ?? limits.Time });
        var answer = await _station.SendAsync(HttpMethod.Post, "/api/programs", SubmissionJson.Write(submission), cancellationToken);
        return (string)answer["id"]!;
    }

    /// <summary>What becomes of a submission and its clones, from its beginning until all have ended. A station that is away is waited for.</summary>
    /// <exception cref="DiagnosticException">The submission is not known there.</exception>
    public async IAsyncEnumerable<ProgramNews> FollowAsync(string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = 0L;
        for (var ended = false; !ended;)
        {
            (IReadOnlyList<(long Sequence, ProgramNews News)> Events, bool Ended) read;
            try
            {
                read = await ReadAsync(id, after, LongestWait, cancellationToken);
            }
            catch (DiagnosticException failure) when (failure.Diagnostics[0].Code == StationCodes.Away)
            {
                await Task.Delay(Pause, _time, cancellationToken);
                continue;
            }

            foreach (var (sequence, news) in read.Events)
            {
                after = sequence;
                yield return news;
            }

            ended = read.Ended;
        }
    }

    /// <summary>What became of a submission and its clones until now.</summary>
    /// <exception cref="DiagnosticException">The submission is not known there.</exception>
    public async Task<IReadOnlyList<ProgramNews>> HistoryAsync(string id, CancellationToken cancellationToken)
    {
        var history = new List<ProgramNews>();
        for (var after = 0L; ;)
        {
            var (events, _) = await ReadAsync(id, after, 0, cancellationToken);
            if (events.Count == 0)
                return history;
            history.AddRange(events.Select(happened => happened.News));
            after = events[^1].Sequence;
        }
    }

    /// <summary>All programs that the station knows of, as it lists them.</summary>
    /// <exception cref="DiagnosticException">The station cannot be reached.</exception>
    public async Task<JsonArray> ListAsync(CancellationToken cancellationToken) =>
        (JsonArray)(await _station.SendAsync(HttpMethod.Get, "/api/programs", null, cancellationToken))["programs"]!;

    /// <summary>Ends a program: a submission with its clones, or one clone.</summary>
    /// <returns>The ids of those that were ended.</returns>
    /// <exception cref="DiagnosticException">There is none.</exception>
    public async Task<IReadOnlyList<string>> KillAsync(string id, CancellationToken cancellationToken)
    {
        var answer = await _station.SendAsync(HttpMethod.Delete, $"/api/programs/{Uri.EscapeDataString(id)}", null, cancellationToken);
        return [.. ((JsonArray)answer["killed"]!).Select(killed => (string)killed!)];
    }

    /// <summary>Writes chosen files of the suitcase that a program ended with. What is there already is not overwritten.</summary>
    /// <param name="id">The program.</param>
    /// <param name="patterns">Globs over paths in the suitcase, such as <c>results/**</c>.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Paths of what was written.</returns>
    /// <exception cref="DiagnosticException">A pattern is none, the program has not ended, or the files cannot be written.</exception>
    public async Task<RetrievedFiles> RetrieveAsync(string id, IReadOnlyList<string> patterns, string folder, CancellationToken cancellationToken)
    {
        var chosen = patterns.Select(pattern => new SuitcasePattern(pattern)).ToList();
        var archive = await _station.GetBytesAsync($"/api/programs/{Uri.EscapeDataString(id)}/suitcase", cancellationToken);
        return SuitcaseUnpacker.Unpack(SuitcaseArchive.Read(archive, new SuitcaseLimits()), chosen, folder);
    }

    private async Task<(IReadOnlyList<(long Sequence, ProgramNews News)> Events, bool Ended)> ReadAsync(string id, long after, int wait, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/api/programs/{Uri.EscapeDataString(id)}/events?after={after}&wait={wait}");
        var read = await _station.SendAsync(HttpMethod.Get, path, null, cancellationToken);
        var events = ((JsonArray)read["events"]!).Select(happened => (
            (long)happened!["sequence"]!, new ProgramNews((string)happened["program"]!, (string)happened["kind"]!, (JsonObject)happened["content"]!.DeepClone())));
        return ([.. events], (bool)read["ended"]!);
    }

    private static Dictionary<string, string> ReadFiles(IEnumerable<string> paths)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in paths)
            if (!files.TryAdd(Path.GetFileName(path), ReadText(path)))
                throw SubmissionJson.Bad($"two of its files are named '{Path.GetFileName(path)}'");
        return files;
    }

    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            var reason = Directory.Exists(path) ? "it is a folder" : exception is FileNotFoundException or DirectoryNotFoundException or ArgumentException ? "there is no such file" : exception.Message;
            throw new DiagnosticException(Diagnostic.Error(ProgramCodes.NoFile, $"'{path}' cannot be read: {reason}", "name the files of the program"), exception);
        }
    }
}

using Foray.Sdk.Diagnostics;
using Foray.Stations.Cluster;
using Foray.Stations.Programs.Keeping;
using Foray.Stations.Programs.Ledger;
using Foray.Stations.Programs.Reporting;
using Foray.Stations.Programs.Supervision;

namespace Foray.Stations.Programs.Submitting;

/// <summary>The programs of all stations, and those that were submitted here and have ended.</summary>
internal sealed class ProgramDirectory(IStations stations, IProgramLedger ledger, Families families)
{
    /// <summary>What lives, and what ended of the submissions of this station.</summary>
    public async Task<IReadOnlyList<ListedProgram>> ListAsync(CancellationToken cancellationToken)
    {
        var members = await stations.ListAsync(cancellationToken);
        // One that moves may be told by both of its stations, or twice by one.
        var running = (await Task.WhenAll(members.Select(member => RunningAsync(member.Name, cancellationToken))))
            .SelectMany(programs => programs).GroupBy(program => program.Id, StringComparer.Ordinal)
            .ToDictionary(found => found.Key, found => found.MaxBy(program => program.Epoch)!, StringComparer.Ordinal);
        var known = (await families.ListAsync(cancellationToken)).ToDictionary(program => program.Id);
        var living = await ledger.ListAsync(cancellationToken);
        var ids = living.Keys.Concat(known.Where(program => program.Value.End is not null).Select(program => program.Key)).Distinct(StringComparer.Ordinal);
        return [.. ids.Select(id => Describe(id, living.GetValueOrDefault(id), running.GetValueOrDefault(id), known.GetValueOrDefault(id)))
            .OrderBy(program => program.State == ListedProgram.Ended).ThenByDescending(program => program.Since).ThenBy(program => program.Id, StringComparer.Ordinal)];
    }

    /// <summary>Ends a program: a submission with all of its clones, or one clone.</summary>
    /// <returns>The programs that were ended.</returns>
    /// <exception cref="DiagnosticException">There is none (FORAY247), or its station is away.</exception>
    public async Task<IReadOnlyList<string>> KillAsync(string id, string reason, CancellationToken cancellationToken)
    {
        var relatives = (await families.ListAsync(cancellationToken)).Where(program => program.Family == id).Select(program => program.Id);
        var living = await ledger.ListAsync(cancellationToken);
        var targets = relatives.Append(id).Distinct(StringComparer.Ordinal).Where(living.ContainsKey).ToList();
        if (targets.Count == 0)
            throw Unknown(id);
        return await KillAsync(targets.Select(target => (target, living[target].Station)), reason, cancellationToken);
    }

    /// <summary>One that cannot be ended, as it ends by itself or its station is away, keeps no other from it.</summary>
    private async Task<IReadOnlyList<string>> KillAsync(IEnumerable<(string Id, string Station)> targets, string reason, CancellationToken cancellationToken)
    {
        var (ended, problems) = (new List<string>(), new List<Diagnostic>());
        foreach (var (id, station) in targets)
        {
            try
            {
                await stations.AskAsync(station, ProgramsPart.PartName, ProgramsPart.Kill(id, reason), cancellationToken);
                ended.Add(id);
            }
            catch (DiagnosticException exception)
            {
                problems.AddRange(exception.Diagnostics);
            }
        }

        var grave = problems.Where(problem => problem.Code != ProgramCodes.NoSuchProgram).ToList();
        if (grave.Count > 0 || ended.Count == 0)
            throw new DiagnosticException(grave.Count > 0 ? grave : problems);
        return ended;
    }

    /// <summary>Refuses an id.</summary>
    public static DiagnosticException Unknown(string id) => new(Diagnostic.Error(
        ProgramCodes.NoSuchProgram, ProgramId.IsOne(id) ? $"there is no program {id}" : $"'{id}' is no id of a program", "see 'foray program list'; a submission is known to the station that it was submitted to"));

    private async Task<IReadOnlyList<RunningProgram>> RunningAsync(string station, CancellationToken cancellationToken)
    {
        try
        {
            return ProgramsPart.ReadList(await stations.AskAsync(station, ProgramsPart.PartName, ProgramsPart.List(), cancellationToken));
        }
        catch (DiagnosticException)
        {
            // It has left since it was listed.
            return [];
        }
    }

    private static ListedProgram Describe(string id, LedgerEntry? entry, RunningProgram? running, FamilyProgram? known) => new(
        id,
        running?.Family ?? known?.Family ?? id,
        running?.Main ?? known?.Main,
        entry?.Station ?? known?.Station ?? "",
        entry is null ? ListedProgram.Ended : running is null ? ListedProgram.Waits : ListedProgram.Runs,
        entry is null ? known?.End : null,
        entry?.Epoch,
        running?.Since ?? known?.Submitted);
}

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
    private const int KillAttempts = 3;

    /// <summary>What lives, and what ended of the submissions of this station.</summary>
    public async Task<IReadOnlyList<ListedProgram>> ListAsync(CancellationToken cancellationToken)
    {
        var members = await stations.ListAsync(cancellationToken);
        var found = await Task.WhenAll(members.Select(member => RunningAsync(member.Name, cancellationToken)));
        // One that moves at this moment may be told of by both stations.
        var running = found.SelectMany(programs => programs).GroupBy(program => program.Id).ToDictionary(same => same.Key, same => same.MaxBy(program => program.Epoch));
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
        var killed = new List<string>();
        DiagnosticException? problem = null;
        for (var attempt = 0; attempt < KillAttempts; attempt++)
        {
            problem = null;
            foreach (var (target, station) in (await LivingAsync(id, cancellationToken)).Where(target => !killed.Contains(target.Id)))
            {
                try
                {
                    await stations.AskAsync(station, ProgramsPart.PartName, ProgramsPart.Kill(target, reason), cancellationToken);
                    killed.Add(target);
                }
                catch (DiagnosticException refusal)
                {
                    problem = refusal;
                }
            }

            // It has moved or ended since it was looked up; anything else is not better the next time.
            if (problem?.Diagnostics[0].Code != ProgramCodes.NoSuchProgram)
                break;
        }

        if (problem is not null)
            throw problem;
        return killed.Count > 0 ? killed : throw Unknown(id);
    }

    /// <summary>The suitcase of a program is not here.</summary>
    public static DiagnosticException NotEnded(string id) => new(Diagnostic.Error(
        ProgramCodes.NoSuchProgram, $"no program {id} has ended here", "ask the station that it was submitted to, after its end; results are kept for some days"));

    /// <summary>Refuses an id.</summary>
    public static DiagnosticException Unknown(string id) => new(Diagnostic.Error(
        ProgramCodes.NoSuchProgram, ProgramId.IsOne(id) ? $"there is no program {id}" : $"'{id}' is no id of a program", "see 'foray program list'; a submission is known to the station that it was submitted to"));

    /// <summary>Those of a family that live, or the one program.</summary>
    private async Task<IReadOnlyList<(string Id, string Station)>> LivingAsync(string id, CancellationToken cancellationToken)
    {
        var relatives = (await families.ListAsync(cancellationToken)).Where(program => program.Family == id).Select(program => program.Id);
        var living = await ledger.ListAsync(cancellationToken);
        return [.. relatives.Append(id).Distinct(StringComparer.Ordinal).Where(living.ContainsKey).Select(target => (target, living[target].Station))];
    }

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

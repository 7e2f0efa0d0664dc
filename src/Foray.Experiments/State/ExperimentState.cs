using Foray.Experiments.Running;

namespace Foray.Experiments.State;

/// <summary>What the journal adds up to.</summary>
internal sealed class ExperimentState
{
    private readonly Dictionary<string, SiteUsed> _sites = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, MachineMade> _machines = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ready = new(StringComparer.Ordinal);
    private readonly HashSet<(string Key, string Machine)> _installed = [];
    private readonly HashSet<(string Plugin, string Machine)> _installers = [];
    private readonly Dictionary<(string Key, string Machine), InstallBegan> _installing = [];
    private readonly Dictionary<string, RowBegan> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RowEnded> _ended = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _outputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _attempts = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, RunBegan> _runs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RunEnded> _endedRuns = new(StringComparer.Ordinal);

    /// <summary>Machines that were made and not taken down, in the order in which they were made.</summary>
    public IReadOnlyList<MachineMade> Machines => [.. _machines.Values];

    /// <summary>Rows that were begun and have no end, by key.</summary>
    public IReadOnlyDictionary<string, RowBegan> OpenRows => _open;

    /// <summary>The last end of each row, by key.</summary>
    public IReadOnlyDictionary<string, RowEnded> EndedRows => _ended;

    /// <summary>Runs, oldest first.</summary>
    public IReadOnlyList<RunBegan> Runs => [.. _runs.Values];

    /// <summary>The machine of a name that is up or half made; null where there is none.</summary>
    public MachineMade? MachineNamed(string name) => _machines.Values.FirstOrDefault(machine => machine.Name == name);

    /// <summary>The site that a machine belongs to.</summary>
    public SiteUsed Site(string site) => _sites[site];

    /// <summary>True where a site has been recorded.</summary>
    public bool Knows(string site) => _sites.ContainsKey(site);

    /// <summary>True where a machine was made to its end.</summary>
    public bool IsReady(string machineId) => _ready.Contains(machineId);

    /// <summary>Installations that were begun and have no end.</summary>
    public IReadOnlyList<InstallBegan> OpenInstalls => [.. _installing.Values];

    /// <summary>True where an installation succeeded on a machine.</summary>
    public bool IsInstalled(string key, string machineId) => _installed.Contains((key, machineId));

    /// <summary>True where a plugin, named with its package, has installed something on a machine, whatever its section said.</summary>
    public bool HasInstalled(string plugin, string machineId) => _installers.Contains((plugin, machineId));

    /// <summary>How often attempts of a row were begun, in all runs.</summary>
    public int AttemptsOf(string key) => _attempts.GetValueOrDefault(key);

    /// <summary>True where an earlier run put this very thing there.</summary>
    public bool IsOwnOutput(string path, string stamp) => _outputs.GetValueOrDefault(path) is { } kept && (kept == stamp || kept == OutputStamp.Pending);

    /// <summary>How a run ended; null where it did not, or still goes on.</summary>
    public RunEnded? EndOf(string run) => _endedRuns.GetValueOrDefault(run);

    public void Apply(JournalRecord record)
    {
        switch (record)
        {
            case RunBegan run:
                _runs[run.Run] = run;
                break;
            case RunEnded run:
                _endedRuns[run.Run] = run;
                break;
            case SiteUsed site:
                _sites[site.Site] = site;
                break;
            case MachineMade machine:
                _machines[machine.Id] = machine;
                break;
            case MachineLost lost:
                ForgetInstalls(lost.Id);
                break;
            case MachineReady ready:
                _ready.Add(ready.Id);
                break;
            case MachineGone gone:
                _machines.Remove(gone.Id);
                _ready.Remove(gone.Id);
                ForgetInstalls(gone.Id);
                break;
            case InstallBegan install:
                _installing[(install.Key, install.Machine)] = install;
                break;
            case InstallEnded install:
                _installing.Remove((install.Key, install.Machine));
                if (install.Succeeded)
                {
                    _installed.Add((install.Key, install.Machine));
                    _installers.Add((install.Plugin, install.Machine));
                }
                else
                {
                    _installed.Remove((install.Key, install.Machine));
                }

                break;
            case RowBegan row:
                _attempts[row.Key] = AttemptsOf(row.Key) + 1;
                _open[row.Key] = row;
                break;
            case RowEnded row:
                _open.Remove(row.Key);
                _ended[row.Key] = row;
                break;
            case RowVoided row:
                _open.Remove(row.Key);
                break;
            case OutputMade output:
                _outputs[output.Path] = output.Stamp;
                break;
        }
    }

    private void ForgetInstalls(string machineId)
    {
        _installed.RemoveWhere(install => install.Machine == machineId);
        _installers.RemoveWhere(install => install.Machine == machineId);
        foreach (var open in _installing.Keys.Where(open => open.Machine == machineId).ToList())
            _installing.Remove(open);
    }
}

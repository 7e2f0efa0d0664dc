using Foray.Experiments.Files;
using Foray.Experiments.Provisioning;
using Foray.Experiments.Secrets;
using Foray.Experiments.State;
using Foray.Plugins;
using Foray.Plugins.Scopes;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;

namespace Foray.Experiments.Access;

/// <summary>Reaches the machines of an experiment from its journal alone, also while a run works on them. Disposing it closes the connections; the machines stay as they are.</summary>
public sealed class MachineAccess : IAsyncDisposable
{
    private readonly ExperimentPaths _paths;
    private readonly ExperimentState _state;
    private readonly PluginScope _scope;
    private readonly JournalSites _sites;
    private readonly ExperimentServices _services;
    private readonly Dictionary<string, IMachine> _connected = new(StringComparer.Ordinal);

    /// <exception cref="DiagnosticException">The journal cannot be read.</exception>
    public MachineAccess(ExperimentPaths paths, ExperimentServices services)
    {
        ArgumentNullException.ThrowIfNull(services);
        _paths = paths;
        _services = services;
        _state = StateStore.Read(paths);
        _scope = new PluginScope(services.Catalog, services.Loader);
        _sites = new JournalSites(paths, _scope);
    }

    /// <summary>The rows that are running, or were left by a run that died, in the order of their names.</summary>
    internal IEnumerable<RowBegan> OpenRows => _state.OpenRows.Values.OrderBy(row => row.Key, StringComparer.Ordinal);

    /// <summary>What replaces the secret values of the experiment's file.</summary>
    /// <exception cref="DiagnosticException">The file cannot be read or has errors, so that its secrets are not known.</exception>
    internal async Task<SecretMask> ReadMaskAsync(CancellationToken cancellationToken)
    {
        var file = await ExperimentFile.LoadAsync(_paths, _services, cancellationToken);
        return file.HasErrors
            ? throw new DiagnosticException([.. file.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error)])
            : SecretCollector.Collect(file, _paths.Folder, new Events.EventStream(_services.Observer, _services.Clock));
    }

    /// <summary>The machines of a name or of a label, in the order in which they were made.</summary>
    /// <exception cref="DiagnosticException">No machine that is up has this name or label.</exception>
    public IReadOnlyList<IMachine> Find(string nameOrLabel)
    {
        var found = _state.Machines.Where(machine => machine.Name == nameOrLabel || machine.Labels.Contains(nameOrLabel, StringComparer.Ordinal)).ToList();
        return found.Count > 0 ? [.. found.Select(Connect)] : throw NothingCalled(nameOrLabel);
    }

    /// <summary>The machines that a selector chooses, each once, in the order in which they were made; null chooses all.</summary>
    /// <exception cref="DiagnosticException">No machine is up, or none has one of the labels.</exception>
    public IReadOnlyList<IMachine> Find(LabelSelector? labels)
    {
        var found = _state.Machines.Where(machine => labels is null || labels.Labels.Any(label => machine.Labels.Contains(label, StringComparer.Ordinal))).ToList();
        return found.Count > 0 ? [.. found.Select(Connect)] : throw NothingCalled(labels?.ToString() ?? "");
    }

    /// <summary>The one machine of a name or of a label.</summary>
    /// <exception cref="DiagnosticException">No machine that is up has this name or label, or several have.</exception>
    public IMachine FindOne(string nameOrLabel)
    {
        var found = Find(nameOrLabel);
        if (found.Count == 1 || found.FirstOrDefault(machine => machine.Name == nameOrLabel) is not null)
            return found.Count == 1 ? found[0] : found.First(machine => machine.Name == nameOrLabel);
        throw new DiagnosticException(Diagnostic.Error(ExperimentCodes.NothingThere,
            $"{found.Count} machines have the label '{nameOrLabel}': {string.Join(", ", found.Select(machine => machine.Name))}", "name one of them"));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var machine in _connected.Values)
            await machine.DisposeAsync();
        await _scope.DisposeAsync();
    }

    private IMachine Connect(MachineMade made)
    {
        if (_connected.TryGetValue(made.Id, out var connected))
            return connected;
        var used = _state.Site(made.Site);
        var site = _sites.Make(used, out var plugin);
        var context = new AccessContext(_sites.FolderOf(used), _paths.Machines, new Events.EventStream(_services.Observer, _services.Clock).Logger(plugin.Name));
        return _connected[made.Id] = site.Connect(new MachineRecord(made.Name, made.Id, made.Labels, made.Data), context);
    }

    private DiagnosticException NothingCalled(string name)
    {
        if (_state.Machines.Count == 0)
            return new DiagnosticException(Diagnostic.Error(ExperimentCodes.NothingThere, $"no machine of '{_paths.GivenFile}' is up", $"'foray up {_paths.GivenFile}' brings them up"));
        var known = _state.Machines.Select(machine => machine.Name).Concat(_state.Machines.SelectMany(machine => machine.Labels)).Distinct(StringComparer.Ordinal);
        var remedy = Suggestions.Nearest(name, known) is { } near ? $"did you mean '{near}'?" : $"there are {string.Join(", ", _state.Machines.Select(machine => machine.Name))}";
        return new DiagnosticException(Diagnostic.Error(ExperimentCodes.NothingThere, $"no machine that is up has the name or label '{name}'", remedy));
    }
}

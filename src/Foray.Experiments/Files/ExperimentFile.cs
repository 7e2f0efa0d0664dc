using Foray.Configuration.Checking;
using Foray.Configuration.Documents;
using Foray.Experiments.Tracking;
using Foray.Plugins.Scopes;
using Foray.Sdk.Checks;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Options;

namespace Foray.Experiments.Files;

/// <summary>An experiment file that has been read and checked.</summary>
public sealed class ExperimentFile
{
    private readonly CheckedFile _checked;

    private ExperimentFile(CheckedFile checkedFile, IReadOnlyList<Diagnostic> diagnostics, string folder)
    {
        (_checked, Diagnostics) = (checkedFile, diagnostics);
        var resolved = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, variable) in Variables)
            resolved[name] = variable.Resolve(folder) ?? "";
        ResolvedVariables = resolved;
    }

    /// <summary>All problems, in the order of the file.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>True where the file cannot be used.</summary>
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);

    /// <summary>Name of the experiment; empty where there are errors.</summary>
    public string Name => _checked.Root?["name"] is ScalarNode name ? name.Text : "";

    /// <summary>All sections, in the order of the schema and of the file.</summary>
    public IReadOnlyList<CheckedSection> Sections => _checked.Sections;

    /// <summary>Machines in the order of the file.</summary>
    public IReadOnlyList<PlannedMachine> Machines => _checked.Machines;

    /// <summary>The machines of each label, generated labels included.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PlannedMachine>> MachinesByLabel =>
        _checked.Labels;

    /// <summary>Variables of the whole file.</summary>
    public IReadOnlyDictionary<string, Variable> Variables => _checked.Variables;

    /// <summary>Values of the variables, secrets revealed.</summary>
    public IReadOnlyDictionary<string, string> ResolvedVariables { get; }

    /// <summary>Sections of plugins of one kind, in the order of the file.</summary>
    public IEnumerable<CheckedSection> SectionsOf(string kind) => Sections.Where(section => section.File.PluginKind == kind);

    /// <summary>The machines that a selector chooses, each once, in the order of the file.</summary>
    public IReadOnlyList<PlannedMachine> Select(LabelSelector labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var chosen = labels.Labels.SelectMany(label => MachinesByLabel.GetValueOrDefault(label) ?? []).Select(machine => machine.Name).ToHashSet(StringComparer.Ordinal);
        return [.. Machines.Where(machine => chosen.Contains(machine.Name))];
    }

    /// <summary>Reads and checks a file. Plugins with rules in code are loaded if the file names them, and no others.</summary>
    public static Task<ExperimentFile> LoadAsync(ExperimentPaths paths, ExperimentServices services, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return CheckAsync(paths, YamlReader.ReadFile(paths.GivenFile), services, cancellationToken);
    }

    /// <summary>Checks a file that has been read.</summary>
    public static Task<ExperimentFile> CheckAsync(
        ExperimentPaths paths, YamlDocument document, ExperimentServices services, CancellationToken cancellationToken = default) =>
        CheckAsync(paths, document, services, new Dictionary<string, string>(), cancellationToken);

    /// <summary>Checks a file that has been read, whose variables had these values where they come from outside of it.</summary>
    internal static Task<ExperimentFile> CheckAsync(
        ExperimentPaths paths, YamlDocument document, ExperimentServices services, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(services);
        var checkedFile = FileChecker.Check(document, ExperimentSchema.File, services.Catalog, new CheckOptions(paths.Folder) { Values = values });
        var diagnostics = services.Diagnostics.Concat(services.Catalog.Diagnostics).Concat(checkedFile.Diagnostics)
            .Concat(TrackedSinks.Check(checkedFile.Sections.Where(section => section.File.PluginKind == "backend"), services.CheckMetricFilter)).ToList();
        var file = new ExperimentFile(checkedFile, diagnostics, paths.Folder);
        return file.HasErrors || !PluginChecks.AreNeeded(file) ? Task.FromResult(file) : WithPluginChecksAsync();

        async Task<ExperimentFile> WithPluginChecksAsync()
        {
            await using var scope = new PluginScope(services.Catalog, services.Loader);
            diagnostics.AddRange(await PluginChecks.RunAsync(file, paths.Folder, scope, cancellationToken));
            return file;
        }
    }
}

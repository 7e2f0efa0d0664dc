using System.Collections.Concurrent;
using Foray.Sdk.Checks;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Options;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Checks;

/// <summary>What a plugin's rules in code look at; keeps what they report.</summary>
/// <param name="options">The plugin's section, as <see cref="PluginUnderTest.Create{TPlugin}"/> takes it.</param>
/// <param name="machines">The machines of the file.</param>
public sealed class FakeCheckContext(object? options = null, params IReadOnlyList<PlannedMachine> machines) : ICheckContext
{
    private readonly ConcurrentQueue<Diagnostic> _diagnostics = new();

    /// <inheritdoc/>
    public MappingNode Section { get; } = PluginUnderTest.Section(options);

    /// <inheritdoc/>
    public string ExperimentFolder { get; init; } = "/experiment";

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, IReadOnlyList<PlannedMachine>> Machines { get; } = machines
        .SelectMany(machine => machine.Labels)
        .Distinct(StringComparer.Ordinal)
        .ToDictionary(label => label, IReadOnlyList<PlannedMachine> (label) => [.. machines.Where(machine => machine.Labels.Contains(label))]);

    /// <summary>Sections of the same kind that stand before the plugin's own. Default: none.</summary>
    public IReadOnlyList<PluginSection> Earlier { get; init; } = [];

    /// <summary>The other sections of the same kind, behind the plugin's own. Default: none.</summary>
    public IReadOnlyList<PluginSection> Others { get; init; } = [];

    /// <summary>Name under which the plugin's own section stands among <see cref="Siblings"/>. Default: <c>this</c>.</summary>
    public string Name { get; init; } = "this";

    /// <inheritdoc/>
    public IReadOnlyList<PluginSection> Siblings => [.. Earlier, new PluginSection(Name, Section), .. Others];

    /// <summary>Sections of other kinds, by kind. Default: none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PluginSection>> OtherKinds { get; init; } = new Dictionary<string, IReadOnlyList<PluginSection>>();

    /// <summary>What was reported, in order.</summary>
    public IReadOnlyCollection<Diagnostic> Diagnostics => _diagnostics;

    /// <inheritdoc/>
    public IReadOnlyList<PluginSection> SectionsOf(string kind) => OtherKinds.GetValueOrDefault(kind, []);

    /// <inheritdoc/>
    public IReadOnlyList<PlannedMachine> Select(LabelSelector labels) => [.. machines.Where(machine => machine.Labels.Intersect(labels.Labels).Any())];

    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic) => _diagnostics.Enqueue(diagnostic);
}

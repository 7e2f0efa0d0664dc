using Foray.Configuration.Checking;
using Foray.Plugins.Schemas;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Tracking;
using ValueType = Foray.Plugins.Schemas.ValueType;

namespace Foray.Experiments.Tracking;

/// <summary>The backends of a file, and what each gets.</summary>
internal static class TrackedSinks
{
    /// <summary>The name that what it has got of the store is kept under.</summary>
    private const string StoreName = "store";

    private const string SourcesKey = "sources";
    private const string MetricsKey = "metrics";
    private const string TypesKey = "types";
    private const string FilterKey = "filter";
    private const string PolicyKey = "policy";
    private const string Block = "block";

    private static readonly ValueSchema Patterns = new(ValueType.List) { Items = new ValueSchema(ValueType.String) { MinimumLength = 1 } };

    private static readonly ValueSchema Types = new(ValueType.List)
    {
        Items = new ValueSchema(ValueType.Enum) { Values = [.. Enum.GetNames<MetricType>().Select(name => name.ToLowerInvariant())] },
        Unique = true,
    };

    /// <summary>The options that sections of backends have beside those of their plugins.</summary>
    public static IReadOnlyList<OptionProperty> Options { get; } =
    [
        new(FileSection.NameKey, "Name, by which what it has not got yet is kept for it. Default: its kind, and its place in the list.",
            new ValueSchema(ValueType.String) { Pattern = "[A-Za-z0-9_-]{1,64}" }),
        new(SourcesKey, "Patterns of the sources whose metrics it gets, such as script or system; * stands for any characters but /, ** for any. Without them, all.", Patterns),
        new(MetricsKey, "Patterns of the names of the metrics it gets, such as train/*. Without them, all.", Patterns),
        new(TypesKey, "Types of the metrics it gets. Without them, all that it can keep.", Types),
        new(FilterKey, "What a metric has to fulfil besides, such as step > 100 and value < 1. Without it, nothing.", new ValueSchema(ValueType.String) { MinimumLength = 1 }),
        new(PolicyKey, "What becomes of points when it is far behind: they wait in the spool, the oldest are dropped, or some of each series are sent.",
            new ValueSchema(ValueType.Enum) { Values = [Block, "drop_oldest", "downsample"] }) { Default = $"\"{Block}\"" },
    ];

    /// <summary>What is wrong with the backends of a file and no schema can say: their names, and their filters.</summary>
    /// <param name="sections">The sections of the backends, in the order of the file.</param>
    /// <param name="checkFilter">Says what is wrong with a filter; null where the host knows none.</param>
    public static IEnumerable<Diagnostic> Check(IEnumerable<CheckedSection> sections, Func<string, IReadOnlyList<Diagnostic>>? checkFilter)
    {
        var names = new Dictionary<string, Place>(StringComparer.Ordinal);
        foreach (var section in sections)
        {
            if (CheckName(section, names) is { } problem)
                yield return problem;
            if (section.HostOptions[FilterKey] is ScalarNode { Kind: not ScalarKind.Null } filter)
            {
                foreach (var fault in checkFilter?.Invoke(filter.Text) ?? [])
                    yield return fault with { Place = filter.Place };
            }
        }
    }

    /// <summary>The sinks of a session's file, in its order.</summary>
    /// <exception cref="DiagnosticException">A backend cannot be made.</exception>
    public static IReadOnlyList<TrackedSink> Of(ExperimentSession session)
    {
        var instances = session.Scope.Instances<IBackend>();
        return [.. session.File.SectionsOf("backend").Select(section => new TrackedSink(NameOf(section), instances.Add(section.Plugin, section.Options, section.Options.Place.ToString()))
        {
            Sources = ListOf(section, SourcesKey),
            Metrics = ListOf(section, MetricsKey),
            Types = [.. ListOf(section, TypesKey).Select(type => Enum.Parse<MetricType>(type, ignoreCase: true))],
            Filter = TextOf(section, FilterKey),
            Policy = TextOf(section, PolicyKey) ?? Block,
        })];
    }

    private static Diagnostic? CheckName(CheckedSection section, Dictionary<string, Place> names)
    {
        var name = NameOf(section);
        var place = section.HostOptions[FileSection.NameKey]?.Place ?? section.Options.Place;
        if (name == StoreName)
            return Diagnostic.Error(ExperimentCodes.BackendName, place, $"a backend cannot have the name '{StoreName}', which is the tracking store's", "give it another name");
        if (names.TryAdd(name, place))
            return null;
        return Diagnostic.Error(ExperimentCodes.BackendName, place, $"two backends have the name '{name}'; the first one is on line {names[name].Line}",
            "give each a name of its own; one without a name is named by its kind and its place in the list");
    }

    private static string NameOf(CheckedSection section) => TextOf(section, FileSection.NameKey) ?? $"{section.Plugin.Name}-{section.Index + 1}";

    private static List<string> ListOf(CheckedSection section, string key) =>
        section.HostOptions[key] is SequenceNode list ? [.. list.Items.OfType<ScalarNode>().Select(item => item.Text)] : [];

    private static string? TextOf(CheckedSection section, string key) => section.HostOptions[key] is ScalarNode { Kind: not ScalarKind.Null } value ? value.Text : null;
}

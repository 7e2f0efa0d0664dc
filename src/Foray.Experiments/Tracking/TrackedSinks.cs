using Foray.Configuration.Checking;
using Foray.Plugins.Schemas;
using Foray.Sdk.Documents;
using Foray.Sdk.Tracking;
using ValueType = Foray.Plugins.Schemas.ValueType;

namespace Foray.Experiments.Tracking;

/// <summary>The backends of a file, and what each gets.</summary>
internal static class TrackedSinks
{
    private const string NameKey = "name";
    private const string SourcesKey = "sources";
    private const string MetricsKey = "metrics";
    private const string PolicyKey = "policy";
    private const string Block = "block";

    private static readonly ValueSchema Patterns = new(ValueType.List) { Items = new ValueSchema(ValueType.String) { MinimumLength = 1 } };

    /// <summary>The options that sections of backends have beside those of their plugins.</summary>
    public static IReadOnlyList<OptionProperty> Options { get; } =
    [
        new(NameKey, "Name, by which what it has not got yet is kept for it. Default: its kind, and its place in the list.",
            new ValueSchema(ValueType.String) { Pattern = "[A-Za-z0-9_-]{1,64}" }),
        new(SourcesKey, "Patterns of the sources whose metrics it gets, such as script or system; * stands for any characters but /, ** for any. Without them, all.", Patterns),
        new(MetricsKey, "Patterns of the names of the metrics it gets, such as train/*. Without them, all.", Patterns),
        new(PolicyKey, "What becomes of points when it is far behind: they wait in the spool, the oldest are dropped, or some of each series are sent.",
            new ValueSchema(ValueType.Enum) { Values = [Block, "drop_oldest", "downsample"] }) { Default = $"\"{Block}\"" },
    ];

    /// <summary>The sinks of a session's file, in its order.</summary>
    public static IReadOnlyList<TrackedSink> Of(ExperimentSession session)
    {
        var instances = session.Scope.Instances<IBackend>();
        return [.. session.File.SectionsOf("backend").Select((section, index) => new TrackedSink(
            TextOf(section.HostOptions, NameKey) ?? $"{section.Plugin.Name}-{index + 1}",
            instances.Add(section.Plugin, section.Options, section.Options.Place.ToString()),
            ListOf(section, SourcesKey),
            ListOf(section, MetricsKey),
            TextOf(section.HostOptions, PolicyKey) ?? Block))];
    }

    private static List<string> ListOf(CheckedSection section, string key) =>
        section.HostOptions[key] is SequenceNode list ? [.. list.Items.OfType<ScalarNode>().Select(item => item.Text)] : [];

    private static string? TextOf(MappingNode options, string key) => options[key] is ScalarNode { Kind: not ScalarKind.Null } value ? value.Text : null;
}

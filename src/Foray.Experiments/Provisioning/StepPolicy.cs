using System.Globalization;
using Foray.Configuration.Checking;
using Foray.Plugins.Schemas;
using Foray.Sdk.Documents;
using Foray.Sdk.Options;
using ValueType = Foray.Plugins.Schemas.ValueType;

namespace Foray.Experiments.Provisioning;

/// <summary>How long one try of a step of the setting up may take, and how often it is tried again.</summary>
/// <param name="Timeout">Longest time for a try; null for none.</param>
/// <param name="Retries">How often it is tried again.</param>
/// <param name="Backoff">Wait before the second try.</param>
internal sealed record StepPolicy(TimeSpan? Timeout, int Retries, TimeSpan Backoff)
{
    private const string TimeoutKey = "timeout";
    private const string RetriesKey = "retries";
    private const string BackoffKey = "backoff";

    private static readonly TimeSpan DefaultBackoff = TimeSpan.FromSeconds(5);

    /// <summary>The options that sections of sites, software and deployments have beside those of their plugins.</summary>
    public static IReadOnlyList<OptionProperty> Options { get; } =
    [
        new(TimeoutKey, "Longest time for one try, on all of its machines together.", new ValueSchema(ValueType.Duration)),
        new(RetriesKey, "How often it is tried again on machines where it failed.", new ValueSchema(ValueType.Integer) { Minimum = 0, Maximum = 100 }) { Default = "0" },
        new(BackoffKey, "Wait before the second try; it doubles with every further one, up to 10 minutes.", new ValueSchema(ValueType.Duration)) { Default = "\"5s\"" },
    ];

    /// <summary>The policy of a section.</summary>
    public static StepPolicy Of(CheckedSection section) => new(
        DurationOf(section.HostOptions, TimeoutKey),
        TextOf(section.HostOptions, RetriesKey) is { } retries ? int.Parse(retries, CultureInfo.InvariantCulture) : 0,
        DurationOf(section.HostOptions, BackoffKey) ?? DefaultBackoff);

    private static TimeSpan? DurationOf(MappingNode options, string key) =>
        TextOf(options, key) is { } text && Duration.TryParse(text, out var duration) ? duration : null;

    private static string? TextOf(MappingNode options, string key) =>
        options[key] is ScalarNode { Kind: not ScalarKind.Null } value ? value.Text : null;
}

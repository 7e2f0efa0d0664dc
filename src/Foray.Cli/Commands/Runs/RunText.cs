using System.Globalization;
using Foray.Cli.Output;
using Foray.Sdk.Tracking;
using Foray.Tracking.Store.Search;

namespace Foray.Cli.Commands.Runs;

/// <summary>What is known of runs as people read it.</summary>
internal static class RunText
{
    /// <summary>A cell of a table: what a program has tracked must not move the cursor of a terminal.</summary>
    public static string Cell(object? value) => value switch
    {
        null => "",
        double number => EventText.Number(number),
        string text => string.Concat(text.Select(letter => char.IsControl(letter) ? '?' : letter)),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    public static string State(RunState state) => state.ToString().ToLowerInvariant();

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Duration(TimeSpan duration) => duration < TimeSpan.FromMinutes(1) ? EventText.Seconds(duration) : Sdk.Options.Duration.Format(TimeSpan.FromSeconds(Math.Round(duration.TotalSeconds)));

    /// <summary>A field as queries name it.</summary>
    public static string Name(RunField field) => field switch
    {
        RunParameterField { Key: var key } => $"params.{key}",
        RunTagField { Key: var key } => $"tags.{key}",
        RunMetricField { Aggregate: MetricAggregate.Last, Name: var name } => $"metrics.{name}",
        RunMetricField { Aggregate: var aggregate, Name: var name } => $"{aggregate.ToString().ToLowerInvariant()}({name})",
        RunPropertyField { Property: RunProperty.State } => "status",
        RunPropertyField { Property: RunProperty.ExperimentId } => "experiment_id",
        RunPropertyField { Property: var property } => property.ToString().ToLowerInvariant(),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, null),
    };
}

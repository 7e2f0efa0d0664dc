using System.Globalization;
using System.Text.RegularExpressions;
using Foray.Sdk.Tracking;
using Foray.Tracking.Store;
using Foray.Tracking.Store.Search;

namespace Foray.Tracking.Tests.Store;

/// <summary>A run as plain values, and what filters say of it.</summary>
internal sealed class RunModel
{
    private static readonly double[] Values = [0, 1, 2, 3, -0.5, double.NaN, double.PositiveInfinity];

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Experiment { get; init; }

    public required string? Parent { get; init; }

    public required RunState State { get; init; }

    public required long StartedMilliseconds { get; init; }

    public required long? EndedMilliseconds { get; init; }

    public required string? Tool { get; init; }

    public required string? Kind { get; init; }

    public required double[] Losses { get; init; }

    public long ExperimentId { get; set; }

    public static RunModel Random(int number, Random random, string[] texts)
    {
        var (started, ended) = (random.Next(0, 4), random.Next(0, 3) > 0);
        return new RunModel
        {
            Id = $"r{number}",
            Name = texts[random.Next(texts.Length)],
            Experiment = number % 2 == 0 ? "xz" : "gz%",
            Parent = Maybe(texts),
            State = ended ? (RunState)random.Next(2, 5) : RunState.Running,
            StartedMilliseconds = started,
            EndedMilliseconds = ended ? started + random.Next(0, 4) : null,
            Tool = Maybe(texts),
            Kind = Maybe(texts),
            Losses = [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => Values[random.Next(Values.Length)])],
        };

        string? Maybe(string[] choice) => random.Next(3) == 0 ? null : choice[random.Next(choice.Length)];
    }

    public static IEnumerable<RunModel> Sort(IEnumerable<RunModel> runs, IReadOnlyList<RunOrder> order)
    {
        var sorted = runs.ToList();
        // A stable sort, by the least weighty first.
        foreach (var (field, descending) in order.Reverse())
        {
            sorted = field is RunParameterField or RunTagField
                ? Sort(Sort(sorted, run => run.TextOf(field), string.CompareOrdinal, descending), run => run.NumberOf(field), Compare, descending)
                : field.IsText ? Sort(sorted, run => run.TextOf(field), string.CompareOrdinal, descending) : Sort(sorted, run => run.NumberOf(field), Compare, descending);
        }

        return sorted;
    }

    public RunChange[] Changes()
    {
        var changes = new List<RunChange> { new RunBegan(new RunStart(Id, Experiment, Name, DateTimeOffset.UnixEpoch.AddMilliseconds(StartedMilliseconds)) { Parent = Parent }) };
        if (Tool is not null)
            changes.Add(new ParameterSet(Id, "tool", Tool));
        if (Kind is not null)
            changes.Add(new TagSet(Id, "kind", Kind));
        if (EndedMilliseconds is { } ended)
            changes.Add(new RunFinished(Id, State, DateTimeOffset.UnixEpoch.AddMilliseconds(ended)));
        return [.. changes];
    }

    public bool Passes(RunFilter filter) => filter switch
    {
        AllOf { Parts: var parts } => parts.All(Passes),
        AnyOf { Parts: var parts } => parts.Any(Passes),
        Not { Part: var part } => !Passes(part),
        Has { Field: var field } => field.IsText ? TextOf(field) is not null : NumberOf(field) is not null,
        TextComparison(var field, var op, var text) => TextOf(field) is { } found && Holds(string.CompareOrdinal(found, IsState(field) ? text.ToLowerInvariant() : text), op),
        NumberComparison(var field, var op, var number) => NumberOf(field) is { } found && Holds(found.CompareTo(number), op),
        Like(var field, var pattern, var ignoreCase) => TextOf(field) is { } found && Expression(pattern, ignoreCase || IsState(field)).IsMatch(found),
        _ => throw new ArgumentException(filter.ToString()),
    };

    private static List<RunModel> Sort<T>(IEnumerable<RunModel> runs, Func<RunModel, T> key, Comparison<T> compare, bool descending)
    {
        var order = Comparer<T>.Create((a, b) => a is null || b is null ? (a is null ? 1 : 0) - (b is null ? 1 : 0) : descending ? compare(b, a) : compare(a, b));
        return [.. runs.OrderBy(key, order)];
    }

    private static int Compare(double? a, double? b) => a!.Value.CompareTo(b!.Value);

    private static bool Holds(int sign, ComparisonOperator op) => op switch
    {
        ComparisonOperator.Equal => sign == 0,
        ComparisonOperator.NotEqual => sign != 0,
        ComparisonOperator.Less => sign < 0,
        ComparisonOperator.LessOrEqual => sign <= 0,
        ComparisonOperator.Greater => sign > 0,
        _ => sign >= 0,
    };

    private static bool IsState(RunField field) => field is RunPropertyField { Property: RunProperty.State };

    private static Regex Expression(string pattern, bool ignoreCase)
    {
        var parts = Regex.Matches(pattern, @"\\.|.", RegexOptions.Singleline).Select(match => match.Value switch
        {
            "%" => ".*",
            "_" => ".",
            ['\\', var letter] => Regex.Escape($"{letter}"),
            var letter => Regex.Escape(letter),
        });
        return new Regex($@"\A{string.Concat(parts)}\z", RegexOptions.Singleline | RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None));
    }

    private string? TextOf(RunField field) => field switch
    {
        RunParameterField => Tool,
        RunTagField => Kind,
        RunPropertyField { Property: RunProperty.Id } => Id,
        RunPropertyField { Property: RunProperty.Name } => Name,
        RunPropertyField { Property: RunProperty.Experiment } => Experiment,
        RunPropertyField { Property: RunProperty.Parent } => Parent,
        RunPropertyField { Property: RunProperty.State } => State.ToString().ToLowerInvariant(),
        _ => throw new ArgumentException(field.ToString()),
    };

    private double? NumberOf(RunField field) => field switch
    {
        RunParameterField => Parse(Tool),
        RunTagField => Parse(Kind),
        RunPropertyField { Property: RunProperty.Started } => StartedMilliseconds,
        RunPropertyField { Property: RunProperty.Ended } => EndedMilliseconds,
        RunPropertyField { Property: RunProperty.Duration } => EndedMilliseconds - StartedMilliseconds,
        RunPropertyField { Property: RunProperty.ExperimentId } => ExperimentId,
        RunMetricField { Aggregate: var aggregate } when Losses.Length > 0 => AggregateOf(aggregate) is var number && double.IsNaN(number) ? null : number,
        RunMetricField => null,
        _ => throw new ArgumentException(field.ToString()),
    };

    private double AggregateOf(MetricAggregate aggregate)
    {
        var numbers = Losses.Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN);
        return aggregate switch
        {
            MetricAggregate.Last => Losses[^1],
            MetricAggregate.First => Losses[0],
            MetricAggregate.Min => numbers.Min(),
            MetricAggregate.Max => numbers.Max(),
            MetricAggregate.Mean => numbers.Average(),
            _ => Losses.Length,
        };
    }

    private static double? Parse(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

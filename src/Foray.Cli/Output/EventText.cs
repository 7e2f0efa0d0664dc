using System.Globalization;
using System.Text.Json;
using Foray.Experiments.Events;
using Foray.Sdk.Experiments;
using Foray.Sdk.Results;

namespace Foray.Cli.Output;

/// <summary>Events as lines without colour.</summary>
internal static class EventText
{
    /// <summary>The line for an event; null for one that needs none.</summary>
    public static string? Of(RunEvent happened) => happened switch
    {
        PhaseBegan phase => phase.Name,
        MachineUp machine => $"  {machine.Machine} ({machine.Site}) is {(machine.IsNew ? "up" : "up already")}",
        MachineDown machine => $"  {machine.Machine} is down",
        InstallDone install => $"  {install.Plugin} on {install.Machine}: {install.Outcome}",
        RunPlanned planned => Of(planned),
        RunRepeated repeated => Of(repeated),
        RunTracked tracked => $"tracked:{string.Concat(tracked.Lines.Select(line => $"\n  {line}"))}",
        RowFinished { IsReused: false } finished => Of(finished.Result),
        _ => null,
    };

    public static string Of(RunPlanned planned)
    {
        var parts = new List<string> { $"run {planned.Run}: {planned.Total} {(planned.Total == 1 ? "case" : "cases")}" };
        if (planned.Reused > 0)
            parts.Add($"{planned.Reused} reused");
        if (planned.Resumed > 0)
            parts.Add($"{planned.Resumed} resumed");
        return string.Join(", ", parts);
    }

    /// <summary>What is not delivered yet, as far as it fits into a line.</summary>
    public static string Of(RunDelivering delivering)
    {
        if (delivering.Waiting.Count == 0)
            return "delivering what earlier runs have left";
        var shown = string.Join(", ", delivering.Waiting.Take(3).Select(sink => string.Create(CultureInfo.InvariantCulture, $"{sink.Backend} ({sink.Waiting:N0} waiting)")));
        return $"delivering: {shown}{(delivering.Waiting.Count > 3 ? $" and {delivering.Waiting.Count - 3} more" : "")}";
    }

    private static string? Of(RunRepeated repeated)
    {
        var lines = string.Concat(repeated.Differences.Select(difference => $"\n  {difference}"));
        return (repeated.HasEnded, lines.Length) switch
        {
            (false, 0) => $"repeats run {repeated.Run}; nothing that is known differs",
            (false, _) => $"repeats run {repeated.Run}; what differs:{lines}",
            (true, 0) => null,
            (true, _) => $"ended otherwise than in run {repeated.Run}:{lines}",
        };
    }

    public static string Of(CaseResult row)
    {
        var metrics = string.Concat(row.Outcome.Metrics.Select(metric => $" {metric.Key}={Number(metric.Value)}"));
        var message = row.Outcome.Message is null ? "" : $" ({row.Outcome.Message})";
        return $"  {Status(row.Outcome.Status),-11} {row.Experiment}: {row.Case} on {row.Machine ?? "no machine"} {Seconds(row.Outcome.Elapsed)}{metrics}{message}";
    }

    public static string Status(RowStatus status) => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());

    public static string Seconds(TimeSpan elapsed) => elapsed.TotalSeconds.ToString(elapsed.TotalSeconds < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + "s";

    /// <summary>A number with at most five significant digits, as tables show it; files have all of them.</summary>
    public static string Number(double value) => value == Math.Truncate(value) && Math.Abs(value) < 1e15
        ? value.ToString("0", CultureInfo.InvariantCulture)
        : value.ToString("G5", CultureInfo.InvariantCulture);
}

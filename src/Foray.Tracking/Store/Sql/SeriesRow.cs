using System.Data.Common;
using Foray.Tracking.Store.Chunks;

namespace Foray.Tracking.Store.Sql;

/// <summary>A series as a row.</summary>
internal static class SeriesRow
{
    public const string SummaryColumns =
        "points, nans, stepless, min_step, max_step, last_step, min_time, max_time, last_time, min_value, max_value, first_value, last_value, sum_value";

    public const string Update =
        """
        update series set points = @points, nans = @nans, stepless = @stepless, min_step = @min_step, max_step = @max_step, last_step = @last_step,
            min_time = @min_time, max_time = @max_time, last_time = @last_time,
            min_value = @min_value, max_value = @max_value, first_value = @first_value, last_value = @last_value, sum_value = @sum_value
        where id = @id
        """;

    /// <summary>Columns for <see cref="Read"/>, of the tables <c>series s</c> and <c>runs r</c>.</summary>
    public const string Columns =
        """
        s.id, r.run, s.name, s.type, s.source, s.points, s.nans, s.stepless, s.min_step, s.max_step, s.last_step, s.min_time, s.max_time, s.last_time,
        s.min_value, s.max_value, s.first_value, s.last_value, s.sum_value
        """;

    private const int FirstOfSummary = 5;

    public static (string Name, object? Value)[] Write(long id, in PointSummary summary) =>
    [
        ("@id", id),
        ("@points", summary.Count),
        ("@nans", summary.Nans),
        ("@stepless", summary.StepLess),
        ("@min_step", summary.MinStep),
        ("@max_step", summary.MaxStep),
        ("@last_step", summary.LastStep),
        ("@min_time", summary.MinTime),
        ("@max_time", summary.MaxTime),
        ("@last_time", summary.LastTime),
        ("@min_value", summary.Min),
        ("@max_value", summary.Max),
        ("@first_value", summary.First),
        ("@last_value", summary.Last),
        ("@sum_value", summary.Sum),
    ];

    /// <summary>Reads the columns <see cref="SummaryColumns"/>, from the one at a place on.</summary>
    public static PointSummary ReadSummary(DbDataReader row, int at) => new()
    {
        Count = row.GetInt64(at),
        Nans = row.GetInt64(at + 1),
        StepLess = row.GetInt64(at + 2),
        MinStep = row.GetInt64(at + 3),
        MaxStep = row.GetInt64(at + 4),
        LastStep = row.GetInt64(at + 5),
        MinTime = row.GetInt64(at + 6),
        MaxTime = row.GetInt64(at + 7),
        LastTime = row.GetInt64(at + 8),
        Min = SqlValue.Number(row, at + 9),
        Max = SqlValue.Number(row, at + 10),
        First = SqlValue.Number(row, at + 11),
        Last = SqlValue.Number(row, at + 12),
        Sum = SqlValue.Number(row, at + 13),
    };

    public static Series Read(DbDataReader row)
    {
        var summary = ReadSummary(row, FirstOfSummary);
        return new Series(row.GetString(1), row.GetString(2), MetricRecord.ParseType(row.GetString(3)), row.GetString(4))
        {
            Id = row.GetInt64(0),
            Count = summary.Count,
            NanCount = summary.Nans,
            First = summary.First,
            Last = summary.Last,
            Min = summary.Min,
            Max = summary.Max,
            Sum = summary.Sum,
            LastStep = summary.LastStep == PointBlock.NoStep ? null : summary.LastStep,
            LastTime = summary.LastTime,
            Steps = summary.RangeOn(PlotAxis.Step, 0),
            Times = new AxisRange(summary.MinTime, summary.MaxTime),
        };
    }
}

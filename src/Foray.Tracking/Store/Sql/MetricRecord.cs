using System.Data.Common;
using System.Runtime.InteropServices;
using System.Text.Json;
using Foray.Sdk.Tracking;

namespace Foray.Tracking.Store.Sql;

/// <summary>A metric that is no number as a row.</summary>
internal static class MetricRecord
{
    public const string Columns = "name, type, source, sequence, time, step, number, body, numbers, shape, content, media_type, tags";

    public static (string Name, object? Value)[] Write(Metric metric) =>
    [
        ("@name", metric.Name),
        ("@type", TypeName(metric.Type)),
        ("@source", metric.Source),
        ("@sequence", metric.Sequence),
        ("@time", metric.UnixNanoseconds),
        ("@step", metric.Step),
        ("@number", metric.Number),
        ("@body", metric.Text),
        ("@numbers", MemoryMarshal.AsBytes(metric.Numbers.Span).ToArray()),
        ("@shape", JsonSerializer.Serialize(metric.Shape)),
        ("@content", metric.Content.ToArray()),
        ("@media_type", metric.MediaType),
        ("@tags", JsonSerializer.Serialize(metric.Tags)),
    ];

    /// <summary>Reads a row whose columns are <see cref="Columns"/>.</summary>
    public static Metric Read(DbDataReader row, string run)
    {
        var time = row.GetInt64(4);
        return new Metric(run, row.GetString(0), ParseType(row.GetString(1)), SqlValue.Time(time))
        {
            Source = row.GetString(2),
            Sequence = row.GetInt64(3),
            UnixNanoseconds = time,
            Step = row.IsDBNull(5) ? null : row.GetInt64(5),
            Number = row.IsDBNull(6) ? null : row.GetDouble(6),
            Text = SqlValue.Text(row, 7),
            Numbers = MemoryMarshal.Cast<byte, double>(SqlValue.Bytes(row, 8)).ToArray(),
            Shape = JsonSerializer.Deserialize<int[]>(row.GetString(9)) ?? [],
            Content = SqlValue.Bytes(row, 10),
            MediaType = SqlValue.Text(row, 11),
            Tags = JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(12)) ?? [],
        };
    }

    public static string TypeName(MetricType type) => type.ToString().ToLowerInvariant();

    public static MetricType ParseType(string name) =>
        Enum.TryParse<MetricType>(name, ignoreCase: true, out var type) ? type : throw new InvalidDataException($"a metric has the unknown type '{name}'");
}

using Foray.Tracking.Store;
using Parquet;
using Parquet.Schema;

namespace Foray.Tracking.Exporting;

/// <summary>Points as an Apache Parquet file. Times are whole numbers: the file's own type of times would lose nanoseconds in most readers.</summary>
internal sealed class ParquetPoints : IPointWriter
{
    /// <summary>Names this form in the file's metadata.</summary>
    public const string Mark = "foray.export";

    /// <summary>Points of a row group: what is held in memory.</summary>
    private const int GroupSize = 128 * 1024;

    private static readonly DataField Run = new("run", typeof(string), isNullable: false);
    private static readonly DataField Case = new("case", typeof(string), isNullable: false);
    private static readonly DataField Metric = new("metric", typeof(string), isNullable: false);
    private static readonly DataField Step = new("step", typeof(long), isNullable: true);
    private static readonly DataField Time = new("time", typeof(long), isNullable: false);
    private static readonly DataField Value = new("value", typeof(double), isNullable: false);

    private readonly ParquetWriter _file;
    private readonly List<string> _runs = [];
    private readonly List<string> _cases = [];
    private readonly List<string> _metrics = [];
    private readonly long?[] _steps = new long?[GroupSize];
    private readonly long[] _times = new long[GroupSize];
    private readonly double[] _values = new double[GroupSize];
    private int _count;

    private ParquetPoints(ParquetWriter file) => _file = file;

    public static async Task<ParquetPoints> CreateAsync(Stream stream, CancellationToken cancellationToken)
    {
        // Its writer asks the stream where it is, and what is committed is a file anyhow.
        var file = await ParquetWriter.CreateAsync(new ParquetSchema(Run, Case, Metric, Step, Time, Value), stream, cancellationToken: cancellationToken);
        file.CustomMetadata = new Dictionary<string, string> { [Mark] = "1" };
        return new ParquetPoints(file);
    }

    public async Task WriteAsync(ExportedRun run, PointBlock points, CancellationToken cancellationToken)
    {
        for (var at = 0; at < points.Values.Length; at++)
        {
            Add(run, points, at);
            if (_count == GroupSize)
                await WriteGroupAsync(cancellationToken);
        }
    }

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (_count > 0)
            await WriteGroupAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private void Add(ExportedRun run, PointBlock points, int at)
    {
        _runs.Add(run.Top);
        _cases.Add(run.Case);
        _metrics.Add(points.Name);
        _steps[_count] = points.Steps.Span[at] is var step && step == PointBlock.NoStep ? null : step;
        _times[_count] = points.Times.Span[at];
        _values[_count] = points.Values.Span[at];
        _count++;
    }

    private async Task WriteGroupAsync(CancellationToken cancellationToken)
    {
        using (var group = _file.CreateRowGroup())
        {
            await group.WriteAsync(Run, _runs);
            await group.WriteAsync(Case, _cases);
            await group.WriteAsync(Metric, _metrics);
            await group.WriteAsync<long>(Step, new ReadOnlyMemory<long?>(_steps, 0, _count), cancellationToken: cancellationToken);
            await group.WriteAsync<long>(Time, new ReadOnlyMemory<long>(_times, 0, _count), cancellationToken: cancellationToken);
            await group.WriteAsync<double>(Value, new ReadOnlyMemory<double>(_values, 0, _count), cancellationToken: cancellationToken);
            group.CompleteValidate();
        }

        _runs.Clear();
        _cases.Clear();
        _metrics.Clear();
        _count = 0;
    }
}

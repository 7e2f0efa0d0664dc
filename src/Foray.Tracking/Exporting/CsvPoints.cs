using System.Buffers;
using System.Globalization;
using System.Text;
using Foray.Tracking.Store;

namespace Foray.Tracking.Exporting;

/// <summary>Points as comma-separated values (RFC 4180, but with line feeds alone), in long form.</summary>
internal sealed class CsvPoints : IPointWriter
{
    /// <summary>The first line.</summary>
    public const string Header = "run,case,metric,step,time,value";

    private const int BufferSize = 128 * 1024;

    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    private readonly StreamWriter _text;

    public CsvPoints(Stream stream)
    {
        _text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferSize, leaveOpen: true);
        _text.Write(Header + "\n");
    }

    public Task WriteAsync(ExportedRun run, PointBlock points, CancellationToken cancellationToken)
    {
        var start = $"{Cell(run.Top)},{Cell(run.Case)},{Cell(points.Name)},";
        var steps = points.Steps.Span;
        var times = points.Times.Span;
        var values = points.Values.Span;
        for (var at = 0; at < values.Length; at++)
        {
            _text.Write(start);
            if (steps[at] != PointBlock.NoStep)
                _text.Write(steps[at].ToString(CultureInfo.InvariantCulture));
            _text.Write(',');
            _text.Write(PointText.Time(times[at]));
            _text.Write(',');
            _text.Write(PointText.Value(values[at]));
            _text.Write('\n');
        }

        return Task.CompletedTask;
    }

    public Task CompleteAsync(CancellationToken cancellationToken) => _text.FlushAsync(cancellationToken);

    public ValueTask DisposeAsync() => _text.DisposeAsync();

    private static string Cell(string text) =>
        text.AsSpan().ContainsAny(Special) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}

using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Foray.Tracking.Store;

namespace Foray.Tracking.Exporting;

/// <summary>Points as JSON objects, one on a line. NaN and the infinities, which JSON has no numbers for, are texts.</summary>
internal sealed class JsonLines(Stream stream) : IPointWriter
{
    /// <summary>What every line begins with.</summary>
    public const string Start = """{"run":""";

    private const int BufferSize = 128 * 1024;

    private readonly StreamWriter _text = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferSize, leaveOpen: true);

    public Task WriteAsync(ExportedRun run, PointBlock points, CancellationToken cancellationToken)
    {
        var start = $"{Start}{Text(run.Top)},\"case\":{Text(run.Case)},\"metric\":{Text(points.Name)},\"step\":";
        var steps = points.Steps.Span;
        var times = points.Times.Span;
        var values = points.Values.Span;
        for (var at = 0; at < values.Length; at++)
        {
            _text.Write(start);
            _text.Write(steps[at] == PointBlock.NoStep ? "null" : steps[at].ToString(CultureInfo.InvariantCulture));
            _text.Write(",\"time\":\"");
            _text.Write(PointText.Time(times[at]));
            _text.Write("\",\"value\":");
            var value = PointText.Value(values[at]);
            _text.Write(double.IsFinite(values[at]) ? value : $"\"{value}\"");
            _text.Write("}\n");
        }

        return Task.CompletedTask;
    }

    public Task CompleteAsync(CancellationToken cancellationToken) => _text.FlushAsync(cancellationToken);

    public ValueTask DisposeAsync() => _text.DisposeAsync();

    private static string Text(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}

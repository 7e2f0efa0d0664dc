using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Foray.Sdk.Tracking;
using Foray.Tracking.Store;

namespace Foray.Tracking.Spool;

/// <summary>Writes the contents of records: numbers little-endian, texts as their length in bytes and UTF-8, a missing text as the length -1.</summary>
internal sealed class RecordWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public static ReadOnlyMemory<byte> Series(uint number, SeriesDefinition series) =>
        new RecordWriter().Number(number).Byte((byte)series.Type).Text(series.Run).Text(series.Name).Text(series.Source).Tags(series.Tags).Bytes;

    public static ReadOnlyMemory<byte> Began(RunStart run) => new RecordWriter()
        .Text(run.Id).Text(run.Experiment).Text(run.Name).Number(run.Started.UtcTicks).Text(run.Parent).Bytes;

    public static ReadOnlyMemory<byte> Finished(string run, RunState state) => new RecordWriter().Text(run).Byte((byte)state).Bytes;

    public static ReadOnlyMemory<byte> Artifact(ArtifactLogged artifact) => new RecordWriter()
        .Text(artifact.Run).Text(artifact.Path).Text(artifact.Hash).Number(artifact.Size).Text(artifact.Location).Bytes;

    public static ReadOnlyMemory<byte> Metric(Metric metric)
    {
        var writer = new RecordWriter()
            .Text(metric.Run).Text(metric.Name).Byte((byte)metric.Type).Text(metric.Source)
            .Number(metric.Step ?? PointBlock.NoStep)
            .Byte(metric.Number is null ? (byte)0 : (byte)1).Number(BitConverter.DoubleToInt64Bits(metric.Number ?? 0))
            .Text(metric.Text).Text(metric.MediaType).Tags(metric.Tags);
        writer.Number(metric.Shape.Count);
        foreach (var length in metric.Shape)
            writer.Number(length);
        writer.Number(metric.Numbers.Length);
        foreach (var number in metric.Numbers.Span)
            writer.Number(BitConverter.DoubleToInt64Bits(number));
        writer.Number(metric.Content.Length);
        writer._bytes.Write(metric.Content.Span);
        return writer.Bytes;
    }

    private ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    private RecordWriter Byte(byte value)
    {
        _bytes.Write(MemoryMarshal.CreateReadOnlySpan(in value, 1));
        return this;
    }

    private RecordWriter Number(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.GetSpan(sizeof(long)), value);
        _bytes.Advance(sizeof(long));
        return this;
    }

    private RecordWriter Text(string? text)
    {
        if (text is null)
            return Number(-1);
        Number(Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, _bytes);
        return this;
    }

    private RecordWriter Tags(IReadOnlyDictionary<string, string> tags)
    {
        Number(tags.Count);
        foreach (var (key, value) in tags)
            Text(key).Text(value);
        return this;
    }
}

using System.Buffers.Binary;
using System.Text;
using Foray.Sdk.Tracking;
using Foray.Tracking.Store;

namespace Foray.Tracking.Spool;

/// <summary>Reads what <see cref="RecordWriter"/> writes. Bytes that it cannot have written are a <see cref="FormatException"/>.</summary>
internal ref struct RecordReader(ReadOnlySpan<byte> bytes)
{
    private const int NanosecondsPerTick = 100;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _rest = bytes;

    public static (uint Number, SeriesDefinition Series) Series(ReadOnlySpan<byte> content)
    {
        var reader = new RecordReader(content);
        var number = (uint)reader.Number();
        var type = reader.Type();
        var series = new SeriesDefinition(reader.Text(), reader.Text(), type, reader.Text(), reader.Tags());
        reader.End();
        return (number, series);
    }

    public static RunBegan Began(ReadOnlySpan<byte> content)
    {
        var reader = new RecordReader(content);
        var (id, experiment, name, started, parent) = (reader.Text(), reader.Text(), reader.Text(), reader.Number(), reader.OptionalText());
        reader.End();
        if (started < 0 || started > DateTimeOffset.MaxValue.UtcTicks)
            throw new FormatException();
        return new RunBegan(new RunStart(id, experiment, name, new DateTimeOffset(started, TimeSpan.Zero)) { Parent = parent });
    }

    public static RunFinished Finished(ReadOnlySpan<byte> content, long time)
    {
        var reader = new RecordReader(content);
        var (run, state) = (reader.Text(), (RunState)reader.Byte());
        reader.End();
        return Enum.IsDefined(state) ? new RunFinished(run, state, Time(time)) : throw new FormatException();
    }

    public static ArtifactLogged Artifact(ReadOnlySpan<byte> content)
    {
        var reader = new RecordReader(content);
        var artifact = new ArtifactLogged(reader.Text(), reader.Text(), reader.Text(), reader.Number()) { Location = reader.OptionalText() };
        reader.End();
        return artifact;
    }

    public static Metric Metric(ReadOnlySpan<byte> content, long time, long sequence)
    {
        var reader = new RecordReader(content);
        var (run, name, type, source, step) = (reader.Text(), reader.Text(), reader.Type(), reader.Text(), reader.Number());
        var (hasNumber, number) = (reader.Byte() != 0, BitConverter.Int64BitsToDouble(reader.Number()));
        var metric = new Metric(run, name, type, Time(time))
        {
            Source = source,
            Sequence = sequence,
            UnixNanoseconds = time,
            Step = step == PointBlock.NoStep ? null : step,
            Number = hasNumber ? number : null,
            Text = reader.OptionalText(),
            MediaType = reader.OptionalText(),
            Tags = reader.Tags(),
            Shape = reader.Shape(),
            Numbers = reader.Numbers(),
            Content = reader.Take(reader.Length(1)).ToArray(),
        };
        reader.End();
        return metric;
    }

    /// <summary>To the tick of 100 ns, towards the past.</summary>
    public static DateTimeOffset Time(long unixNanoseconds)
    {
        var (ticks, rest) = Math.DivRem(unixNanoseconds, NanosecondsPerTick);
        return DateTimeOffset.UnixEpoch.AddTicks(rest < 0 ? ticks - 1 : ticks);
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
            throw new FormatException();
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    private byte Byte() => Take(1)[0];

    private long Number() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    /// <summary>A count of things of a size, all of which have to be there.</summary>
    private int Length(int size)
    {
        var count = Number();
        return count >= 0 && count <= _rest.Length / size ? (int)count : throw new FormatException();
    }

    private MetricType Type() => (MetricType)Byte() is var type && Enum.IsDefined(type) ? type : throw new FormatException();

    private string Text() => OptionalText() ?? throw new FormatException();

    private string? OptionalText()
    {
        var length = Number();
        if (length == -1)
            return null;
        if (length < 0 || length > _rest.Length)
            throw new FormatException();
        try
        {
            return Strict.GetString(Take((int)length));
        }
        catch (DecoderFallbackException exception)
        {
            throw new FormatException(null, exception);
        }
    }

    private Dictionary<string, string> Tags()
    {
        var count = Length(2 * sizeof(long));
        var tags = new Dictionary<string, string>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
            tags[Text()] = Text();
        return tags;
    }

    private int[] Shape()
    {
        var shape = new int[Length(sizeof(long))];
        for (var i = 0; i < shape.Length; i++)
            shape[i] = (int)Number();
        return shape;
    }

    private double[] Numbers()
    {
        var numbers = new double[Length(sizeof(double))];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = BitConverter.Int64BitsToDouble(Number());
        return numbers;
    }

    private readonly void End()
    {
        if (!_rest.IsEmpty)
            throw new FormatException();
    }
}

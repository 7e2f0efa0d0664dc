namespace Foray.Stations.Programs.Suitcases;

/// <summary>A file of a suitcase.</summary>
internal sealed class SuitcaseFile : ISuitcaseNode
{
    private byte[] _buffer = [];

    /// <summary>Bytes that it holds.</summary>
    public int Length { get; private set; }

    public ReadOnlySpan<byte> Content => _buffer.AsSpan(0, Length);

    /// <summary>Adds to its end.</summary>
    public void Append(ReadOnlySpan<byte> data)
    {
        if (_buffer.Length - Length < data.Length)
            Array.Resize(ref _buffer, (int)Math.Min(Array.MaxLength, Math.Max((long)Length + data.Length, Length * 2L)));
        data.CopyTo(_buffer.AsSpan(Length));
        Length += data.Length;
    }

    /// <summary>Replaces what it holds.</summary>
    public void Replace(ReadOnlySpan<byte> data)
    {
        _buffer = data.ToArray();
        Length = data.Length;
    }
}

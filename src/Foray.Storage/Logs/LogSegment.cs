namespace Foray.Storage.Logs;

/// <summary>A file of a log, and where in it some of its entries are.</summary>
/// <param name="path">The file.</param>
/// <param name="first">Number of its first entry.</param>
internal sealed class LogSegment(string path, long first)
{
    private const string Prefix = "segment-";
    private const string Digits = "D19";

    /// <summary>Bytes between two entries whose positions are remembered: a reader passes over so many at most.</summary>
    private const int Stride = 16 * 1024;

    private readonly Lock _gate = new();
    private readonly List<(long Sequence, long Position)> _marks = [(first, LogFormat.HeaderSize)];

    public string Path { get; } = path;

    public long First { get; } = first;

    /// <summary>Number of its last entry; one less than the first where it has none.</summary>
    public long Last { get; private set; } = first - 1;

    /// <summary>Its sound bytes.</summary>
    public long Length { get; private set; } = LogFormat.HeaderSize;

    public static string PathOf(string folder, long first) => System.IO.Path.Combine(folder, Prefix + first.ToString(Digits, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The segments' files in a folder, in order.</summary>
    public static IEnumerable<string> FilesOf(string folder) => Directory.EnumerateFiles(folder, Prefix + new string('?', 19)).Order(StringComparer.Ordinal);

    /// <summary>Says how far it goes.</summary>
    public void Extend(long last, long length)
    {
        lock (_gate)
            (Last, Length) = (last, length);
    }

    /// <summary>Remembers where an entry begins, unless one before it that is remembered is near.</summary>
    public void Mark(long sequence, long position)
    {
        lock (_gate)
        {
            if (position >= _marks[^1].Position + Stride)
                _marks.Add((sequence, position));
        }
    }

    /// <summary>The entry to begin at in order to come to another one, and how far the segment goes.</summary>
    public (long Sequence, long Position, long Last, long Length) Find(long sequence)
    {
        lock (_gate)
        {
            var (low, high) = (0, _marks.Count - 1);
            while (low < high)
            {
                var middle = (low + high + 1) / 2;
                if (_marks[middle].Sequence <= sequence)
                    low = middle;
                else
                    high = middle - 1;
            }

            return (_marks[low].Sequence, _marks[low].Position, Last, Length);
        }
    }
}

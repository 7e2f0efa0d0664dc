using System.Globalization;

namespace Foray.Tracking.Spool;

/// <summary>The files of a spool.</summary>
internal sealed class SpoolFolder(string path)
{
    private const string SegmentPrefix = "segment-";
    private const string ContentPrefix = "content-";

    // The position of its last slot is a long then.
    private const long MostSegments = long.MaxValue / SpoolFormat.MostSlots / 2;

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Name of the spool, unique on all computers.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    public string Lock => File("lock");

    public string Header => File("header");

    public string Segment(long number) => File($"{SegmentPrefix}{number.ToString("d10", CultureInfo.InvariantCulture)}");

    public string Content(ulong number) => File($"{ContentPrefix}{number.ToString("d10", CultureInfo.InvariantCulture)}");

    /// <summary>Whether there is content in files of its own.</summary>
    public bool HasContent() => Directory.EnumerateFiles(Path, ContentPrefix + "*").Any();

    /// <summary>A file that is being made.</summary>
    public static string Unfinished(string path) => path + ".new";

    /// <summary>The numbers of the segments that there are, in order.</summary>
    public IReadOnlyList<long> SegmentNumbers()
    {
        var numbers = new List<long>();
        foreach (var file in Directory.EnumerateFiles(Path, SegmentPrefix + "*"))
        {
            if (long.TryParse(System.IO.Path.GetFileName(file).AsSpan(SegmentPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number < MostSegments
                && Segment(number) == file)
                numbers.Add(number);
        }

        numbers.Sort();
        return numbers;
    }

    /// <summary>Bytes of all files.</summary>
    public long Bytes()
    {
        var bytes = 0L;
        foreach (var file in new DirectoryInfo(Path).EnumerateFiles())
        {
            // A reader may be deleting it.
            if (file.Exists)
                bytes += file.Length;
        }

        return bytes;
    }

    private string File(string name) => System.IO.Path.Combine(Path, name);
}

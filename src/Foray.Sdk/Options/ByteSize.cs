using System.Globalization;

namespace Foray.Sdk.Options;

/// <summary>An amount of bytes as people write it: <c>512MiB</c>, <c>1.5GB</c>, <c>4096</c>. Units of 1000: kB MB GB TB; of 1024: KiB MiB GiB TiB.</summary>
/// <param name="Bytes">The amount; 0 or more.</param>
public readonly record struct ByteSize(long Bytes)
{
    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("B", 1), ("kB", 1000), ("KB", 1000), ("MB", 1000_000), ("GB", 1000_000_000), ("TB", 1000_000_000_000),
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40),
    ];

    /// <summary>Reads a size.</summary>
    /// <returns>False where the text is not a size of 0 to 2^63-1 bytes.</returns>
    public static bool TryParse(string text, out ByteSize size)
    {
        size = default;
        var digits = text.AsSpan().IndexOfAnyExcept("0123456789.");
        var number = digits < 0 ? text : text[..digits];
        var unit = digits < 0 ? "B" : text[digits..].TrimStart(' ');
        var known = Array.Find(Units, candidate => candidate.Unit == unit);
        if (known.Unit is null || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
            return false;
        if (count > (decimal)long.MaxValue / known.Bytes)
            return false;
        size = new ByteSize((long)(count * known.Bytes));
        return true;
    }

    /// <summary>The size in the largest unit of 1024 that leaves no fraction.</summary>
    public override string ToString()
    {
        var bytes = Bytes;
        var unit = Units.LastOrDefault(unit => unit.Unit.EndsWith("iB", StringComparison.Ordinal) && bytes > 0 && bytes % unit.Bytes == 0);
        return unit.Unit is null ? $"{Bytes}B" : $"{Bytes / unit.Bytes}{unit.Unit}";
    }
}

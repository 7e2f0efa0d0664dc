using System.Data.Common;

namespace Foray.Tracking.Store.Sql;

/// <summary>Values as both databases keep them.</summary>
internal static class SqlValue
{
    private const char Replacement = '\uFFFD';

    /// <summary>A value as a parameter. NaN becomes null, which SQLite would make of it; what PostgreSQL takes in no text, NUL characters and halves of surrogate pairs, becomes U+FFFD.</summary>
    public static object Of(object? value) => value switch
    {
        null => DBNull.Value,
        double.NaN => DBNull.Value,
        string text => Clean(text),
        string[] texts => Array.ConvertAll(texts, Clean),
        _ => value,
    };

    /// <summary>A column that is NaN where it is null.</summary>
    public static double Number(DbDataReader reader, int column) => reader.IsDBNull(column) ? double.NaN : reader.GetDouble(column);

    public static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static byte[] Bytes(DbDataReader reader, int column) => reader.IsDBNull(column) ? [] : reader.GetFieldValue<byte[]>(column);

    /// <summary>A time as nanoseconds since 1970.</summary>
    public static long Nanoseconds(DateTimeOffset time) => checked((time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * TimeSpan.NanosecondsPerTick);

    /// <summary>Nanoseconds since 1970 as a time, to the tick.</summary>
    public static DateTimeOffset Time(long nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick);

    private static string Clean(string text)
    {
        var clean = text.Contains('\0', StringComparison.Ordinal) ? text.Replace('\0', Replacement) : text;
        return HasHalves(clean) ? string.Concat(clean.EnumerateRunes()) : clean;
    }

    /// <summary>Runes replace halves by U+FFFD.</summary>
    private static bool HasHalves(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return true;
            i++;
        }

        return false;
    }
}

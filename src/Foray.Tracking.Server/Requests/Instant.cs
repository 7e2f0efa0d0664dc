namespace Foray.Tracking.Server.Requests;

/// <summary>Times of this API are milliseconds since 1970, those of a store nanoseconds.</summary>
internal static class Instant
{
    /// <summary>The last one whose nanoseconds have room in 64 bits: in the year 2262.</summary>
    public const long LastMillisecond = long.MaxValue / NanosecondsPerMillisecond;

    private const long NanosecondsPerMillisecond = 1_000_000;

    public static long Nanoseconds(long milliseconds) => milliseconds * NanosecondsPerMillisecond;

    public static long Milliseconds(long nanoseconds) => (long)Math.Floor((decimal)nanoseconds / NanosecondsPerMillisecond);

    public static DateTimeOffset Of(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}

using System.Globalization;

namespace Foray.Stations.Feeds;

/// <summary>A place in a feed: after an entry of its log. Written as <c>LOG-SEQUENCE</c>.</summary>
/// <param name="Log">Id of the feed's log, 32 hexadecimal digits; entries of a log that was made anew have other numbers.</param>
/// <param name="Sequence">Number of the entry, from 1; 0 for the place before the first.</param>
public sealed record FeedPosition(string Log, long Sequence)
{
    private const int LogDigits = 32;

    /// <summary>Reads the written form.</summary>
    /// <returns>Null where it is no position.</returns>
    public static FeedPosition? TryParse(string? text) =>
        text is { Length: > LogDigits + 1 } && text[LogDigits] == '-' && text.AsSpan(0, LogDigits).IndexOfAnyExcept("0123456789abcdef") < 0
        && long.TryParse(text.AsSpan(LogDigits + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? new FeedPosition(text[..LogDigits], sequence)
            : null;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Log}-{Sequence}");
}

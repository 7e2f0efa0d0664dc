using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Foray.Backends.Http;

namespace Foray.Backends.Influx;

/// <summary>Answers of a server that took a part of the lines, or none for the sake of some.</summary>
internal static partial class PartialWrite
{
    private static readonly HttpStatusCode[] Statuses = [HttpStatusCode.BadRequest, HttpStatusCode.UnprocessableEntity];

    /// <summary>How many points were dropped of a write that was taken but for them; null where it was not that.</summary>
    public static int? CountDropped(Answer answer)
    {
        if (!Statuses.Contains(answer.Status) || !answer.Text.Contains("partial write", StringComparison.Ordinal))
            return null;
        var dropped = int.TryParse(Dropped().Match(answer.Text).Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
        // Lines that could not be parsed are not in that number: the message names each.
        return Math.Max(1, dropped + Unparsed().Count(answer.Text));
    }

    /// <summary>True where a write was refused as a whole for what is in it.</summary>
    public static bool IsForContent(Answer answer) =>
        answer.Status == HttpStatusCode.RequestEntityTooLarge || (Statuses.Contains(answer.Status) && Unparsed().IsMatch(answer.Text));

    [GeneratedRegex(@"dropped=(\d{1,9})")]
    private static partial Regex Dropped();

    [GeneratedRegex("unable to parse")]
    private static partial Regex Unparsed();
}

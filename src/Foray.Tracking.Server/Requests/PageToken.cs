using System.Globalization;

namespace Foray.Tracking.Server.Requests;

/// <summary>Pages of lists that grow at their end only, or hardly change: the number of the first entry.</summary>
internal static class PageToken
{
    public static string Of(long start) => start.ToString(CultureInfo.InvariantCulture);

    /// <exception cref="ApiException">It is none of ours.</exception>
    public static int Parse(string? token) => token is not { Length: > 0 } ? 0
        : int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start
        : throw ApiException.Invalid($"Invalid page token '{Fields.Shown(token)}'.");
}

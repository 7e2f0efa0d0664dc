using System.Text.RegularExpressions;

namespace Foray.Packages.Feeds;

/// <summary>Addresses of feeds as they may be shown and kept: a log-in and a token are not for others' eyes.</summary>
internal static partial class FeedAddress
{
    /// <summary>A text without what stands between <c>//</c> and <c>@</c> of addresses in it, and without their queries.</summary>
    public static string WithoutSecrets(string text) => QueryPattern().Replace(LogInPattern().Replace(text, "//"), "$1");

    [GeneratedRegex(@"//[^/\s@']*@")]
    private static partial Regex LogInPattern();

    [GeneratedRegex(@"(://[^\s'?]*)\?[^\s']*")]
    private static partial Regex QueryPattern();
}

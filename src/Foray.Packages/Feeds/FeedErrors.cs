using System.Net;
using Foray.Sdk.Diagnostics;

namespace Foray.Packages.Feeds;

/// <summary>Diagnostics for feeds.</summary>
internal static class FeedErrors
{
    public static DiagnosticException Silent(string feed, TimeSpan patience, Exception cause) => new(Diagnostic.Error(PackageCodes.FeedFailed,
        $"the feed '{feed}' said nothing for {patience.TotalSeconds:0.#} seconds", "try again later, or leave the feed out with --source"), cause);

    public static DiagnosticException Failed(string feed, Exception cause)
    {
        var reasons = Chain(cause).ToList();
        if (reasons.OfType<DiagnosticException>().FirstOrDefault() is { } known)
            return known;
        return reasons.OfType<HttpRequestException>().Any(error => error.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            ? new(Diagnostic.Error(PackageCodes.FeedRefused, $"the feed '{feed}' refused the log-in",
                "add user and token with 'dotnet nuget update source NAME --username … --password … --store-password-in-clear-text'"), cause)
            : new(Diagnostic.Error(PackageCodes.FeedFailed, $"the feed '{feed}' cannot be used: {FeedAddress.WithoutSecrets(OneLine(reasons[^1].Message))}",
                "check its address and the network, or leave the feed out with --source"), cause);
    }

    private static IEnumerable<Exception> Chain(Exception error)
    {
        for (var each = error; each is not null; each = each.InnerException!)
            yield return each;
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
}

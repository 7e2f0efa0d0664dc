using System.Text.RegularExpressions;

namespace Foray.Collectors.Secrets;

/// <summary>Addresses of repositories as Git has them: a URL, <c>HOST:PATH</c> as scp writes it, or a path.</summary>
internal static partial class RemoteAddress
{
    /// <summary>
    /// The address without user, password, query and fragment: tokens stand in each of them, also where a user's name does. What cannot be taken apart for sure is left out as a whole.
    /// </summary>
    public static string WithoutCredentials(string address) =>
        SecretValues.Redact(address.Contains("::", StringComparison.Ordinal) || address.Contains("://", StringComparison.Ordinal) ? OfUrl(address) : OfPath(address));

    private static string OfUrl(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Host.Length > 0 || uri.IsFile) && uri.AbsolutePath.StartsWith('/')
            ? $"{uri.Scheme}://{uri.Authority}{uri.AbsolutePath}"
            : SecretValues.Redacted;

    private static string OfPath(string address)
    {
        if (!address.Contains('@', StringComparison.Ordinal))
            return address;
        return ScpPattern().Match(address) is { Success: true } found ? found.Groups[1].Value : SecretValues.Redacted;
    }

    [GeneratedRegex(@"^[^@:/\s]+@([^@:/\s]+:[^@]*)$")]
    private static partial Regex ScpPattern();
}

using System.Text.RegularExpressions;

namespace Foray.Collectors.Secrets;

/// <summary>Texts that look like secrets, whatever their name is.</summary>
internal static partial class SecretValues
{
    /// <summary>Stands where a secret was.</summary>
    public const string Redacted = "[redacted]";

    /// <summary>The text, or <see cref="Redacted"/> where a part of it looks like a secret.</summary>
    public static string Redact(string text) => IsSecret(text) ? Redacted : text;

    /// <summary>True for a text with a known form of secret in it, or with a word that looks random.</summary>
    public static bool IsSecret(string text) =>
        KnownPattern().IsMatch(text) || SeparatorPattern().Split(text).Any(word => PathPattern().IsMatch(word) ? RandomText.MatchPath(word) : RandomText.Match(word));

    // PEM; UUIDs; user and password in an address; JSON web tokens (RFC 7519); prefixes of GitHub, GitLab, AWS, Slack, Google, Stripe, OpenAI, Hugging Face, npm, PyPI, DigitalOcean,
    // SendGrid, Shopify, Weights & Biases' and Azure's keys; passwords in connection strings.
    [GeneratedRegex(
        @"-----BEGIN |\b[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\b|[A-Za-z][A-Za-z0-9+.-]*://[^\s/?#]*@|://[^\s]*:[^\s]*@|eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]+"
        + @"|(?:gh[pousr]_|github_pat_|glpat-|gl[a-z]{2,4}-|xox[a-z]-|xapp-|AIza|ya29\.|hf_|npm_|pypi-|dop_v1_|SG\.|shp[a-z]{2}_|[spr]k_(?:live|test)_|whsec_|dckr_pat_|lin_api_)[A-Za-z0-9_-]{6,}"
        + @"|\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{8,}|\bsk-[A-Za-z0-9_-]{6,}|(?i:(?:password|passwd|pwd|secret|token|accountkey|sharedaccesskey|api_?key|sig)\s*[=:]\s*\S)",
        RegexOptions.CultureInvariant)]
    private static partial Regex KnownPattern();

    [GeneratedRegex(@"[\s:;,""'`()\[\]{}<>|&?#@!$*%\\]+|=(?=[^=])")]
    private static partial Regex SeparatorPattern();

    [GeneratedRegex(@"^(?:~|\.{1,2})?/")]
    private static partial Regex PathPattern();
}

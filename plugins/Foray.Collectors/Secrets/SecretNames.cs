using System.Text.RegularExpressions;

namespace Foray.Collectors.Secrets;

/// <summary>Names of variables that hold secrets, as people give them.</summary>
internal static partial class SecretNames
{
    /// <summary>True for a name with one of the words, also in the middle of it: a name too many is no harm.</summary>
    public static bool Match(string name) => !FolderPattern().IsMatch(name) && WordPattern().IsMatch(name);

    // An author is no authorization.
    [GeneratedRegex(
        "KEY|TOKEN|SECRET|PASS|PWD|PSWD|CREDENTIAL|CREDS|AUTH(?!OR(?!I[ZS]))|COOKIE|PRIVATE|SESSION|SIGNATURE|SALT|CERT|BEARER|JWT|OTP|PIN(?![A-Z])|DSN|CONNECTION_?STR|CONN_?STR|WEBHOOK",
        RegexOptions.IgnoreCase)]
    private static partial Regex WordPattern();

    // The shell's current folder, and the one before.
    [GeneratedRegex("^(?:OLD)?PWD$")]
    private static partial Regex FolderPattern();
}

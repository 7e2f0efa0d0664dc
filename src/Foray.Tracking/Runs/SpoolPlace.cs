using System.Security.Cryptography;
using System.Text;

namespace Foray.Tracking.Runs;

/// <summary>Where the spools of a store lie: in its folder, or, where it has none, in the user's folder for state (XDG Base Directory Specification).</summary>
internal static class SpoolPlace
{
    public static string Of(string location)
    {
        if (!location.Contains("://", StringComparison.Ordinal))
            return Path.Combine(location.StartsWith("sqlite:", StringComparison.Ordinal) ? location["sqlite:".Length..] : location, "spool");
        var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } own && Path.IsPathRooted(own)
            ? own
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return Path.Combine(state, "foray", "spool", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(location)))[..16]);
    }
}

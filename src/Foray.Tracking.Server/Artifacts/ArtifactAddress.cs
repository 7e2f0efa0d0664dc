using System.Text.RegularExpressions;
using Foray.Sdk.Diagnostics;
using Foray.Tracking.Artifacts;
using Foray.Tracking.Server.Requests;

namespace Foray.Tracking.Server.Artifacts;

/// <summary>What <c>EXPERIMENT/RUN/artifacts/PATH</c> names: an artifact of a run, or a folder of them.</summary>
/// <param name="Experiment">Id of the experiment, as this API has it.</param>
/// <param name="Run">Id of the run.</param>
/// <param name="Path">Path among the run's artifacts; empty for all of them.</param>
internal sealed partial record ArtifactAddress(string Experiment, string Run, string Path)
{
    private const string Folder = "artifacts";

    /// <summary>Reads an address that has been decoded as often as its transport asks for.</summary>
    /// <exception cref="ApiException">It names nothing, or leads elsewhere.</exception>
    public static ArtifactAddress Parse(string address)
    {
        CheckPath(address);
        return address.Split('/', 4) switch
        {
            [{ Length: > 0 } experiment, { Length: > 0 } run, Folder] => new ArtifactAddress(experiment, run, ""),
            [{ Length: > 0 } experiment, { Length: > 0 } run, Folder, { Length: > 0 } path] => new ArtifactAddress(experiment, run, path),
            _ => throw ApiException.Invalid($"Invalid path '{Fields.Shown(address)}': artifacts are at EXPERIMENT/RUN/artifacts/PATH."),
        };
    }

    /// <summary>Reads the part of a request's target that stands behind a prefix, with its percent encoding. The server's own decoding removes what is to be seen and refused here.</summary>
    /// <param name="target">The target as it was sent.</param>
    /// <param name="prefix">What it begins with.</param>
    /// <exception cref="ApiException">It begins with something else, names nothing, or leads elsewhere.</exception>
    public static ArtifactAddress ParseTarget(string target, string prefix)
    {
        var path = target.Split('?', 2)[0];
        return path.StartsWith(prefix, StringComparison.Ordinal)
            ? Parse(Uri.UnescapeDataString(path[prefix.Length..]))
            : throw ApiException.Invalid("Invalid path: it is not written in the plain way.");
    }

    /// <summary>Sees that a path among a run's artifacts leads nowhere else, also for clients that decode it once more or write it to their disk.</summary>
    /// <exception cref="ApiException">It does.</exception>
    public static void CheckPath(string path)
    {
        if (path.Contains('\\', StringComparison.Ordinal) || path.Any(char.IsControl) || LeadsElsewhere(path))
            throw ApiException.Invalid($"Invalid path '{Fields.Shown(path)}': a path has no parts that are empty, '.' or '..', no backslashes, no control characters, and is UTF-8.");
        try
        {
            ArtifactPath.Check(path);
        }
        catch (DiagnosticException exception)
        {
            throw ApiException.Invalid($"Invalid path: {exception.Diagnostics[0].Message}.");
        }
    }

    private static bool LeadsElsewhere(string path)
    {
        for (var encoded = path; ;)
        {
            var decoded = Uri.UnescapeDataString(encoded);
            if (decoded.Split('/', '\\').Any(part => part is "." or ".."))
                return true;
            // What is left of the escapes then are bytes that are no UTF-8, which some read as a slash all the same.
            if (decoded == encoded)
                return Escape().IsMatch(decoded);
            encoded = decoded;
        }
    }

    [GeneratedRegex("%[0-9A-Fa-f]{2}")]
    private static partial Regex Escape();
}

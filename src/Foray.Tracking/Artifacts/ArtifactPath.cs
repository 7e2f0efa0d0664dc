using Foray.Sdk.Diagnostics;

namespace Foray.Tracking.Artifacts;

/// <summary>Paths of artifacts: parts separated by <c>/</c>, none of them empty, <c>.</c> or <c>..</c>; no NUL character; at most 1,000 bytes as UTF-8.</summary>
public static class ArtifactPath
{
    /// <summary>Longest path in bytes: PostgreSQL takes no longer keys in its indexes for sure.</summary>
    private const int Longest = 1000;

    /// <summary>Sees that a path is one of an artifact.</summary>
    /// <exception cref="DiagnosticException">It is not (FORAY309).</exception>
    public static void Check(string path)
    {
        if (Fault(path) is { } fault)
            throw new DiagnosticException(Diagnostic.Error(
                "FORAY309", $"an artifact cannot have the path '{path.Replace("\0", "\\0", StringComparison.Ordinal)}': {fault}", "use a relative path without '.' and '..', such as plots/loss.png"));
    }

    private static string? Fault(string path)
    {
        if (path.Length == 0)
            return "it is empty";
        if (path.Contains('\0', StringComparison.Ordinal))
            return "it holds a NUL character";
        if (path[0] == '/')
            return "it is absolute";
        if (System.Text.Encoding.UTF8.GetByteCount(path) > Longest)
            return $"it is longer than {Longest} bytes";
        return path.Split('/').FirstOrDefault(part => part is "" or "." or "..") switch
        {
            null => null,
            "" => "one of its parts is empty",
            var part => $"one of its parts is '{part}'",
        };
    }
}

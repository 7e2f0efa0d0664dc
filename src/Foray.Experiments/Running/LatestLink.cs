using Foray.Sdk.Diagnostics;
using Foray.Storage;

namespace Foray.Experiments.Running;

/// <summary>The link <c>latest</c> to the newest run.</summary>
internal static class LatestLink
{
    /// <summary>Makes the link point to a run, in one step.</summary>
    /// <exception cref="DiagnosticException">Something else has its name.</exception>
    public static void PointTo(ExperimentPaths paths, string run)
    {
        Check(paths);
        AtomicLink.Point(paths.Latest, Path.Combine("runs", run));
    }

    /// <exception cref="DiagnosticException">Something else has its name.</exception>
    public static void Check(ExperimentPaths paths)
    {
        var latest = new FileInfo(paths.Latest);
        if (latest.LinkTarget is null && (latest.Exists || Directory.Exists(paths.Latest)))
            throw new DiagnosticException(Diagnostic.Error(ExperimentCodes.InTheWay, $"'{paths.Latest}' is in the way: it is not the link that Foray makes there",
                "move it away, or choose another output folder with -o"));
    }
}

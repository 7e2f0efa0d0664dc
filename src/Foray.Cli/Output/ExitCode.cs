using Foray.Experiments.Running;
using Foray.Jobs;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Jobs;

namespace Foray.Cli.Output;

/// <summary>What the program tells its caller.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>What was asked to run failed.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage, or an invalid file.</summary>
    public const int Usage = 2;

    /// <summary>A machine, a missing tool, a port, a disk.</summary>
    public const int Environment = 3;

    /// <summary>A plugin's fault.</summary>
    public const int Plugin = 4;

    public const int Interrupted = 130;

    /// <summary>Where several apply, the first of these that does is told.</summary>
    private static readonly int[] Precedence = [Usage, Environment, Plugin, Failed];

    public static int Of(RunReport report)
    {
        if (report.Interrupted)
            return Interrupted;
        var code = Of(report.Diagnostics);
        return code == Done && report.Results is { Status: not (RowStatus.Passed or RowStatus.Skipped) } ? Failed : code;
    }

    public static int Of(JobReport report)
    {
        if (report.Results is { End: JobEnd.Interrupted })
            return Interrupted;
        var code = Of(report.Diagnostics);
        return code == Done && report.Results is { IsSuccess: false } ? Failed : code;
    }

    public static int Of(IReadOnlyList<Diagnostic> diagnostics)
    {
        foreach (var code in Precedence)
            if (diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error && Of(diagnostic) == code))
                return code;
        return Done;
    }

    /// <summary>The hundred of a code says what kind of fault it is; see the reference of diagnostics.</summary>
    private static int Of(Diagnostic diagnostic) => diagnostic.Code switch
    {
        "FORAY401" or "FORAY402" or "FORAY403" or "FORAY407" or "FORAY414" => Usage,
        ['F', 'O', 'R', 'A', 'Y', var hundred, ..] => hundred switch
        {
            '1' or '2' => Usage,
            '3' or '6' => Environment,
            '4' => Plugin,
            _ => Failed,
        },
        _ => Failed,
    };
}

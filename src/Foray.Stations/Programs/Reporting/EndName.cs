using Foray.Stations.Programs.Supervision;

namespace Foray.Stations.Programs.Reporting;

/// <summary>Ends as clients read them.</summary>
internal static class EndName
{
    /// <summary>The name of an end: in small letters.</summary>
    public static string Of(ProgramEndKind end) => end.ToString().ToLowerInvariant();

    /// <summary>The code of the diagnostic that tells an end; null for a normal one.</summary>
    public static string? CodeOf(ProgramEndKind end) => end switch
    {
        ProgramEndKind.Raised => ProgramCodes.Raised,
        ProgramEndKind.Breached => ProgramCodes.Breached,
        ProgramEndKind.Died => ProgramCodes.Died,
        ProgramEndKind.Killed => ProgramCodes.Killed,
        _ => null,
    };
}

using Foray.Sdk.Diagnostics;
using Foray.Stations.Programs.Bastion;

namespace Foray.Stations.Programs.Supervision;

/// <summary>The end of a program: what its reporting station is told.</summary>
/// <param name="Program">The program under its last epoch, with its suitcase as it was at the end; its state is the one at the end where that could be captured, else the one that the incarnation began with.</param>
/// <param name="Station">Where it ended.</param>
/// <param name="Kind">How.</param>
internal sealed record ProgramEnd(ProgramSnapshot Program, string Station, ProgramEndKind Kind)
{
    /// <summary>What it raised; null for another end.</summary>
    public ProgramError? Error { get; init; }

    /// <summary>Why it was ended, or what its worker left, for people; null for an end that it came to by itself.</summary>
    public string? Reason { get; init; }

    /// <summary>The end as a diagnostic; null for a normal end.</summary>
    public Diagnostic? Problem => Kind switch
    {
        ProgramEndKind.Raised => Of(ProgramCodes.Raised, $"raised {Error?.Type}: {Error?.Message}", "see its stack trace"),
        ProgramEndKind.Breached => Of(ProgramCodes.Breached, $"was ended at '{Station}': {Reason}", "mend the program, or submit it with higher limits"),
        ProgramEndKind.Died => Of(ProgramCodes.Died, $"ended at '{Station}' without a word: {Reason}", "see what it printed"),
        ProgramEndKind.Killed => Of(ProgramCodes.Killed, $"was killed at '{Station}': {Reason}", null),
        _ => null,
    };

    private Diagnostic Of(string code, string what, string? remedy) =>
        Diagnostic.Error(code, $"the program {Program.Id} ('{Program.Package.Main}') {what}", remedy);
}

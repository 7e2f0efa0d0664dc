namespace Foray.Stations.Programs;

/// <summary>Codes of the diagnostics of programs and their suitcases.</summary>
internal static class ProgramCodes
{
    public const string CannotPack = "FORAY243";
    public const string SuitcaseTooLarge = "FORAY244";
    public const string BadPattern = "FORAY245";
    public const string CannotUnpack = "FORAY246";
    public const string NoSuchProgram = "FORAY247";
    public const string BadSubmission = "FORAY248";
    public const string NoFile = "FORAY250";
    public const string NoRuntime = "FORAY510";
    public const string TooLarge = "FORAY511";
    public const string StationFull = "FORAY512";
    public const string BadArchive = "FORAY513";
    public const string Raised = "FORAY514";
    public const string Breached = "FORAY515";
    public const string Died = "FORAY516";
    public const string Killed = "FORAY517";
    public const string UnknownRequest = "FORAY518";
}

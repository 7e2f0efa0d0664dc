namespace Foray.Jobs;

/// <summary>Codes of this project's diagnostics.</summary>
internal static class JobCodes
{
    public const string NoReference = "FORAY200";
    public const string Unresolved = "FORAY201";
    public const string DuplicateSuite = "FORAY202";
    public const string BadSetting = "FORAY203";
    public const string NoSuchJob = "FORAY204";
    public const string UnreadableRecord = "FORAY205";
    public const string NothingToRun = "FORAY206";
    public const string BadFile = "FORAY220";
    public const string NoFormForJobs = "FORAY207";
    public const string FolderFailed = "FORAY379";
}

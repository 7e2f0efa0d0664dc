namespace Foray.Runners;

/// <summary>Codes of the diagnostics of references and recipes.</summary>
internal static class RunnersCodes
{
    /// <summary>A recipe's text is not what its name says, or is too large.</summary>
    public const string BrokenRecipe = "FORAY212";

    /// <summary>A file is no test.</summary>
    public const string NoTest = "FORAY213";

    /// <summary>A program that a reference names is not there.</summary>
    public const string MissingProgram = "FORAY214";

    /// <summary>A folder or a glob has no tests.</summary>
    public const string NoTests = "FORAY215";

    /// <summary>A file or folder of tests cannot be read.</summary>
    public const string Unreadable = "FORAY377";
}

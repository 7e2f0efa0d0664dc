namespace Foray.Cli.Commands.Runs;

/// <summary>Codes of what can be wrong with a command about tracked runs.</summary>
internal static class RunsCodes
{
    /// <summary>The beginning of an id is that of several runs.</summary>
    public const string SeveralRuns = "FORAY189";

    /// <summary>A copy is asked for at a place that is no store.</summary>
    public const string NoStore = "FORAY193";

    /// <summary>An option has a value that it cannot have, or excludes another one.</summary>
    public const string BadOption = "FORAY194";

    /// <summary>An argument is not of the form <c>NAME=VALUE</c>.</summary>
    public const string BadPair = "FORAY195";

    /// <summary>There is no script that something could be recorded for.</summary>
    public const string NoScript = "FORAY196";

    /// <summary>A file or folder to keep is not there.</summary>
    public const string NoFile = "FORAY197";
}

namespace Foray.Experiments;

/// <summary>Codes of this project's diagnostics. The hundred says what kind of fault it is: 2 the file, 3 the environment, 5 what was asked to run.</summary>
public static class ExperimentCodes
{
    /// <summary>A backend's name is that of another one, or of the store.</summary>
    public const string BackendName = "FORAY170";

    /// <summary>A file that a script reported is not kept.</summary>
    public const string ArtifactNotKept = "FORAY171";

    /// <summary>An input is one of the files that are never copied to machines.</summary>
    public const string ExcludedInput = "FORAY261";

    /// <summary>An input cannot be read.</summary>
    public const string UnreadableInput = "FORAY262";

    /// <summary>A run cannot be repeated from what it left.</summary>
    public const string CannotRepeat = "FORAY270";

    /// <summary>Another process works on the same experiment.</summary>
    public const string Busy = "FORAY341";

    /// <summary>A program is missing on this computer.</summary>
    public const string MissingTool = "FORAY342";

    /// <summary>A program is missing on a machine.</summary>
    public const string MissingMachineTool = "FORAY343";

    /// <summary>Something in the output folder was not made by Foray and is in the way.</summary>
    public const string InTheWay = "FORAY344";

    /// <summary>A machine is up that the file does not name any more.</summary>
    public const string LeftOver = "FORAY345";

    /// <summary>There is no run, case or machine of that name.</summary>
    public const string NothingThere = "FORAY346";

    /// <summary>A collector that measures this computer alone is to measure machines.</summary>
    public const string NoMachineCollector = "FORAY298";

    /// <summary>What a run reported cannot be tracked.</summary>
    public const string NotTracked = "FORAY369";

    /// <summary>What an experiment leaves cannot be written.</summary>
    public const string CannotKeep = "FORAY348";

    /// <summary>A step of the setting up took longer than its section allows.</summary>
    public const string StepTimedOut = "FORAY542";

    /// <summary>A secret is too short to be masked.</summary>
    public const string ShortSecret = "FORAY347";
}

namespace Foray.Cli;

/// <summary>Codes of this project's diagnostics.</summary>
internal static class CliCodes
{
    /// <summary>A bare name is that of several things.</summary>
    public const string SeveralOfThatName = "FORAY273";

    /// <summary>A settings file is not in a form that can be edited without harm.</summary>
    public const string CannotEditSettings = "FORAY274";

    /// <summary>A question was not answered with yes.</summary>
    public const string NotConfirmed = "FORAY275";

    /// <summary>The project has no packages.</summary>
    public const string NothingToTrust = "FORAY276";

    /// <summary>A path leads to no package.</summary>
    public const string NoPackage = "FORAY277";

    /// <summary>Another entry of the settings disables a plugin together with others.</summary>
    public const string DisabledWithOthers = "FORAY278";

    /// <summary>A machine cannot be entered as it was asked for.</summary>
    public const string NoTerminal = "FORAY279";

    /// <summary>An argument does not say what to bring from which machine.</summary>
    public const string NoSource = "FORAY297";

    /// <summary>A package, its folder and its assembly have different names.</summary>
    public const string PackageName = "FORAY420";

    /// <summary>A package has two plugins of one kind and name.</summary>
    public const string NameTwice = "FORAY421";

    /// <summary>A package brings an assembly that the program shares.</summary>
    public const string SharedInside = "FORAY422";

    /// <summary>Loading a package ended or stopped the process.</summary>
    public const string LoadingDied = "FORAY423";

    /// <summary>A plugin cannot be made from options that are all at their defaults.</summary>
    public const string DefaultsDoNotBind = "FORAY424";

    /// <summary>A plugin is of a kind that nobody defines.</summary>
    public const string UnknownKind = "FORAY425";

    /// <summary>A command of a plugin collides with another.</summary>
    public const string CommandTaken = "FORAY426";

    /// <summary>A package is not of the type of packages with plugins.</summary>
    public const string PackageType = "FORAY427";
}

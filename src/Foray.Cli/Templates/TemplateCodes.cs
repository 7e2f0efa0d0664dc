namespace Foray.Cli.Templates;

/// <summary>Codes of the diagnostics of new plugins.</summary>
internal static class TemplateCodes
{
    /// <summary>There is no template of this kind.</summary>
    public const string UnknownKind = "FORAY180";

    /// <summary>A project cannot have this name.</summary>
    public const string BadName = "FORAY181";

    /// <summary>The folder for the new plugin has something in it.</summary>
    public const string FolderInUse = "FORAY182";

    /// <summary>The program has no templates, or lacks the packages that they need.</summary>
    public const string NoPackages = "FORAY183";

    /// <summary>There is no folder for the user's packages.</summary>
    public const string NoUserFolder = "FORAY184";
}

namespace Foray.Configuration;

/// <summary>Codes of this project's diagnostics.</summary>
public static class ConfigurationCodes
{
    /// <summary>The file does not exist.</summary>
    public const string MissingFile = "FORAY101";

    /// <summary>The file cannot be read, or is too big.</summary>
    public const string UnreadableFile = "FORAY102";

    /// <summary>The file is not UTF-8 text.</summary>
    public const string BadEncoding = "FORAY103";

    /// <summary>The file is empty.</summary>
    public const string EmptyFile = "FORAY104";

    /// <summary>A line is indented with a tab.</summary>
    public const string Tab = "FORAY105";

    /// <summary>The text is not YAML.</summary>
    public const string BadSyntax = "FORAY106";

    /// <summary>A key stands twice in one mapping.</summary>
    public const string DuplicateKey = "FORAY107";

    /// <summary>The file has more than one document.</summary>
    public const string SeveralDocuments = "FORAY108";

    /// <summary>A tag is unknown, or does not fit its value.</summary>
    public const string BadTag = "FORAY109";

    /// <summary>The document is nested too deeply, or its aliases stand for too much.</summary>
    public const string TooLarge = "FORAY110";

    /// <summary>An alias names no anchor.</summary>
    public const string UnknownAlias = "FORAY111";

    /// <summary>An alias stands inside of what it names.</summary>
    public const string EndlessAlias = "FORAY112";

    /// <summary>The merge key is not supported.</summary>
    public const string MergeKey = "FORAY113";

    /// <summary>A key is not text.</summary>
    public const string BadKey = "FORAY114";

    /// <summary>A value is of another type than its option.</summary>
    public const string WrongType = "FORAY120";

    /// <summary>A key is not known here.</summary>
    public const string UnknownKey = "FORAY121";

    /// <summary>A required key is missing.</summary>
    public const string MissingKey = "FORAY122";

    /// <summary>A number is too small or too large.</summary>
    public const string OutOfRange = "FORAY123";

    /// <summary>A duration cannot be read.</summary>
    public const string BadDuration = "FORAY124";

    /// <summary>A size cannot be read.</summary>
    public const string BadSize = "FORAY125";

    /// <summary>A range of addresses cannot be read.</summary>
    public const string BadCidr = "FORAY126";

    /// <summary>A range of addresses has bits set behind its prefix.</summary>
    public const string HostBits = "FORAY127";

    /// <summary>A value is none of the allowed names.</summary>
    public const string BadName = "FORAY128";

    /// <summary>A text, list or map has the wrong form or length.</summary>
    public const string BadForm = "FORAY129";

    /// <summary>A variable is not defined.</summary>
    public const string UndefinedVariable = "FORAY130";

    /// <summary>The value of a secret variable would be written down.</summary>
    public const string SecretInValue = "FORAY131";

    /// <summary>An environment variable is not set, or a file with a value cannot be read.</summary>
    public const string MissingValue = "FORAY132";

    /// <summary>An item stands twice in a list.</summary>
    public const string Repeated = "FORAY133";

    /// <summary>Options exclude or need each other.</summary>
    public const string BadGroup = "FORAY134";

    /// <summary>An input does not exist.</summary>
    public const string MissingInput = "FORAY135";

    /// <summary>A label has characters that labels cannot have.</summary>
    public const string BadLabel = "FORAY136";

    /// <summary>A label begins with a reserved prefix.</summary>
    public const string ReservedLabel = "FORAY137";

    /// <summary>No machine has the label.</summary>
    public const string UndefinedLabel = "FORAY138";

    /// <summary>Two entries have one name.</summary>
    public const string DuplicateName = "FORAY139";

    /// <summary>A secret stands in the file.</summary>
    public const string LiteralSecret = "FORAY140";

    /// <summary>A machine lacks a program that the file names.</summary>
    public const string MissingMachineTool = "FORAY141";

    /// <summary>This computer lacks a program that a plugin runs.</summary>
    public const string MissingPluginTool = "FORAY142";

    /// <summary>More problems were found than are shown.</summary>
    public const string MoreProblems = "FORAY143";

    /// <summary>A name cannot be that of an environment variable.</summary>
    public const string BadVariableName = "FORAY144";

    /// <summary>A relative path leads out of its folder.</summary>
    public const string PathLeadsOut = "FORAY145";

    /// <summary>The settings of a project name folders of plugins.</summary>
    public const string ProjectPaths = "FORAY150";

    /// <summary>An option is called by a name that it had before.</summary>
    public const string FormerKey = "FORAY151";

    /// <summary>An option or a plugin will go away.</summary>
    public const string Deprecated = "FORAY152";

    /// <summary>A plugin that a file may name once has several sections.</summary>
    public const string SeveralSections = "FORAY280";
}

using Microsoft.CodeAnalysis;

namespace Foray.Sdk.Generators.Rules;

/// <summary>The rules of the plugin contract that are checked at compile time.</summary>
internal static class Descriptors
{
    private const string HelpPage = "docs/reference/diagnostics.md";

    public static readonly DiagnosticDescriptor KindCount = Breach(
        "FORAY001", "A plugin is of one kind", "Plugin class '{0}' {1}");

    public static readonly DiagnosticDescriptor InvalidName = Breach(
        "FORAY002", "Names can be written by users", "'{0}' cannot be the name of a {1}: {2}");

    public static readonly DiagnosticDescriptor DuplicatePlugin = Breach(
        "FORAY003", "Plugins of one kind have different names", "The {0} plugin '{1}' is declared by '{2}' and by '{3}'");

    public static readonly DiagnosticDescriptor NotCreatable = Breach(
        "FORAY004", "A plugin can be created by its host", "Plugin class '{0}' cannot be created: {1}");

    public static readonly DiagnosticDescriptor Undocumented = Breach(
        "FORAY005", "An option has a summary", "Option '{0}' of '{1}' has no summary in a doc comment");

    public static readonly DiagnosticDescriptor DefaultNotConstant = Breach(
        "FORAY006", "A default is a constant", "The default of option '{0}' cannot be told without running code: {1}");

    public static readonly DiagnosticDescriptor UnknownType = Breach(
        "FORAY007", "An option has a type that the check knows", "Option '{0}' has the type '{1}', which the check does not know");

    public static readonly DiagnosticDescriptor ConsoleUse = Advice(
        "FORAY008", "A plugin leaves the console to its host", "'{0}' bypasses the host: take an IConsole or an ILogger as a constructor parameter",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor InvalidKey = Breach(
        "FORAY009", "Option keys are distinct and in snake_case", "'{0}' cannot be written in a file: {1}");

    public static readonly DiagnosticDescriptor MisusedAttribute = Breach(
        "FORAY010", "An attribute fits its option", "[{0}] on '{1}' has no meaning: {2}");

    public static readonly DiagnosticDescriptor UnusableRecord = Breach(
        "FORAY011", "An options record can be bound", "Options record '{0}' cannot be bound: {1}");

    public static readonly DiagnosticDescriptor InvalidFormerKey = Breach(
        "FORAY012", "Former keys are distinct and in snake_case", "'{0}' cannot be a former key of '{1}': {2}");

    public static readonly DiagnosticDescriptor NotOnCommandLine = Breach(
        "FORAY013", "The options of a command can be written on a command line", "Option '{0}' cannot be written on a command line: {1}");

    public static readonly DiagnosticDescriptor NoCommand = Breach(
        "FORAY014", "A command can be written on a command line", "Plugin class '{0}' is no command: {1}");

    public static readonly DiagnosticDescriptor LoggerOfItsOwn = Advice(
        "FORAY015", "A plugin logs to its host", "'{0}' bypasses the host: take an ILogger as a constructor parameter", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor BadRequirement = Breach(
        "FORAY016", "A required plugin can be found", "[RequiresPlugin] on '{0}' cannot be met: {1}");

    public static readonly DiagnosticDescriptor CodeOnLoad = Advice(
        "FORAY017", "Loading a package runs no code of it", "'{0}' runs as soon as the package is loaded: do this in the constructor of a plugin", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor SharedJsonOptions = Advice(
        "FORAY018", "A plugin can be unloaded",
        "'JsonSerializer.{0}' with shared options keeps the package from being unloaded: give it JsonSerializerOptions of the plugin's own, or generated metadata",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor NoSuchService = Breach(
        "FORAY019", "A plugin takes services that its host can give", "No host can give the parameter '{0}' of '{1}': {2}");

    /// <summary>A rule nobody can switch off, because what breaks it has no manifest.</summary>
    private static DiagnosticDescriptor Breach(string id, string title, string message) => new(
        id, title, message, "Foray", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help(id),
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    /// <summary>A rule that somebody may have a reason to switch off.</summary>
    private static DiagnosticDescriptor Advice(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, "Foray", severity, isEnabledByDefault: true, helpLinkUri: Help(id));

    private static string Help(string id) => HelpPage + "#" + id.ToLowerInvariant();
}

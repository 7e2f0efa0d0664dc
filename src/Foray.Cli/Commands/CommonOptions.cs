using System.CommandLine;
using Foray.Experiments;
using Foray.Sdk.Diagnostics;

namespace Foray.Cli.Commands;

/// <summary>Arguments and options that several commands have.</summary>
internal static class CommonOptions
{
    /// <summary>The experiment file where none is named.</summary>
    public const string DefaultFile = "experiment.yml";

    public static readonly Option<bool> Debug = new("--debug") { Description = "Show stack traces of faults and verbose messages.", Recursive = true };

    public static readonly Option<string[]> Plugins = new("--plugin")
    {
        Description = "A package to use besides the installed ones: its assembly or its folder. Can be repeated.",
        HelpName = "PATH",
        Recursive = true,
    };

    public static Argument<string> File() => new("file")
    {
        Description = "The experiment file.",
        DefaultValueFactory = _ => DefaultFile,
    };

    /// <summary>The file as an option, for commands whose arguments are something else.</summary>
    public static Option<string> FileOption() => new("--file", "-f")
    {
        Description = "The experiment file.",
        HelpName = "FILE",
        DefaultValueFactory = _ => DefaultFile,
    };

    public static Option<string?> Output() => new("--output", "-o")
    {
        Description = "Folder for everything that runs leave, and for the state. Default: 'output' beside the file.",
        HelpName = "DIR",
    };

    public static Option<bool> Force() => new("--force") { Description = "Do everything again, whatever earlier runs did." };

    public static Option<string> Format()
    {
        var format = new Option<string>("--format")
        {
            Description = "text for people, json for one JSON document on standard output.",
            HelpName = "text|json",
            DefaultValueFactory = _ => OutputFormats.Text,
        };
        return format.AcceptOnlyFromAmong(OutputFormats.Text, OutputFormats.Json);
    }

    /// <summary>Packages that the command line names by their paths.</summary>
    public static IReadOnlyList<string> PluginsOf(ParseResult parsed) => parsed.GetValue(Plugins) ?? [];

    /// <exception cref="DiagnosticException">A name is empty.</exception>
    public static ExperimentPaths Paths(ParseResult parsed, Argument<string> file, Option<string?>? output) => Paths(parsed.GetValue(file), parsed, output);

    /// <exception cref="DiagnosticException">A name is empty.</exception>
    public static ExperimentPaths Paths(ParseResult parsed, Option<string> file, Option<string?> output) => Paths(parsed.GetValue(file), parsed, output);

    private static ExperimentPaths Paths(string? file, ParseResult parsed, Option<string?>? output)
    {
        var folder = output is null ? null : parsed.GetValue(output);
        if (file is not { Length: > 0 } given || folder is { Length: 0 })
            throw new DiagnosticException(Diagnostic.Error("FORAY272", "the name of the file or of the output folder is empty", "give one, or leave the option out"));
        return new ExperimentPaths(given, folder);
    }
}

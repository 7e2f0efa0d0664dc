using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Foray.Cli.Output;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Tracking.Artifacts;

namespace Foray.Cli.Commands.Runs;

/// <summary><c>foray record</c>: what a script reports while it runs.</summary>
internal static class RecordCommand
{
    public const string Name = "record";

    /// <summary>The member that says which step the numbers of a line belong to.</summary>
    private const string Step = "step";

    public static Command Create() => new(Name, "Report metrics, parameters, tags and files of the case whose script calls this.")
    {
        CreateMetric(),
        CreateTexts("param", "Report parameters: set once and never changed."),
        CreateTexts("tag", "Report tags: words about the case, of which the last counts."),
        CreateArtifact(),
    };

    private static Command CreateMetric()
    {
        var pairs = Pairs("NAME=VALUE: a number that is measured.");
        var step = new Option<long?>("--step") { Description = "The step that the numbers belong to.", HelpName = "N" };
        var command = new Command("metric", "Report numbers.") { pairs, step };
        command.SetAction(parsed =>
        {
            var numbers = parsed.GetValue(pairs)!.Select(Split).Select(pair => (pair.Name, Number: NumberOf(pair))).ToList();
            ScriptReport.Append(writer =>
            {
                foreach (var (name, number) in numbers)
                    WriteNumber(writer, name, number);
                if (parsed.GetValue(step) is { } position)
                    writer.WriteNumber(Step, position);
            });
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateTexts(string name, string description)
    {
        var pairs = Pairs("NAME=VALUE: the value is a text.");
        var command = new Command(name, description) { pairs };
        command.SetAction(parsed =>
        {
            var texts = parsed.GetValue(pairs)!.Select(Split).ToList();
            ScriptReport.Append(writer =>
            {
                writer.WriteStartObject(name);
                foreach (var (key, value) in texts)
                    writer.WriteString(key, value);
                writer.WriteEndObject();
            });
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateArtifact()
    {
        var files = new Argument<string[]>("file") { Description = "A file or folder to keep; it has to stay until the case has ended.", Arity = ArgumentArity.OneOrMore };
        var path = new Option<string?>("--path") { Description = "Its path among the case's artifacts. Default: its name.", HelpName = "PATH" };
        var command = new Command("artifact", "Report files and folders that are to be kept with the case.") { files, path };
        command.SetAction(parsed =>
        {
            var sources = parsed.GetValue(files)!.Select(FullPathOf).ToList();
            var target = parsed.GetValue(path) is { } given ? CheckPath(given, sources.Count) : null;
            foreach (var source in sources)
            {
                ScriptReport.Append(writer =>
                {
                    writer.WriteString("artifact", source);
                    if (target is not null)
                        writer.WriteString("path", target);
                });
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Argument<string[]> Pairs(string description) => new("pair") { Description = description, Arity = ArgumentArity.OneOrMore };

    private static (string Name, string Value) Split(string pair)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? (pair[..equals], pair[(equals + 1)..])
            : throw new DiagnosticException(Diagnostic.Error(RunsCodes.BadPair, $"'{pair}' has no name or no value", "write NAME=VALUE"));
    }

    private static double NumberOf((string Name, string Value) pair)
    {
        if (pair.Name == Step)
            throw new DiagnosticException(Diagnostic.Error(RunsCodes.BadPair, "a metric cannot have the name 'step'", "give the step of the numbers with --step N"));
        return MetricsFile.ReadNumber(pair.Value)
            ?? throw new DiagnosticException(Diagnostic.Error(RunsCodes.BadPair, $"the value of '{pair.Name}' is no number: '{pair.Value}'", "write it like 0.3, 1e-4, NaN, inf or -inf"));
    }

    /// <summary>JSON has no numbers that are not finite.</summary>
    private static void WriteNumber(Utf8JsonWriter writer, string name, double number)
    {
        if (double.IsFinite(number))
            writer.WriteNumber(name, number);
        else
            writer.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Whoever reads the report need not be where the script was.</summary>
    private static string FullPathOf(string path) => Path.Exists(path)
        ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))
        : throw new DiagnosticException(Diagnostic.Error(RunsCodes.NoFile, $"there is no file or folder '{path}'", "name one that is there"));

    private static string CheckPath(string path, int files)
    {
        if (files > 1)
            throw new DiagnosticException(Diagnostic.Error(RunsCodes.BadOption, "--path is the path of one file or folder, and several are named", "report them one by one, or as the folder that they are in"));
        try
        {
            ArtifactPath.Check(path);
            return path;
        }
        catch (DiagnosticException refusal)
        {
            throw new DiagnosticException(refusal.Diagnostics[0] with { Code = RunsCodes.BadOption });
        }
    }
}

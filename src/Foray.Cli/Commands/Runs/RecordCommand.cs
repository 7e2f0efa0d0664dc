using System.CommandLine;
using System.Globalization;
using Foray.Cli.Output;
using Foray.Sdk.Diagnostics;

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
                    writer.WriteNumber(name, number);
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
        var files = new Argument<string[]>("file") { Description = "A file to keep; it has to stay until the case has ended.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("artifact", "Report files that are to be kept with the case.") { files };
        command.SetAction(parsed =>
        {
            var paths = parsed.GetValue(files)!.Select(FullPathOf).ToList();
            foreach (var path in paths)
                ScriptReport.Append(writer => writer.WriteString("artifact", path));
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
        return double.TryParse(pair.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new DiagnosticException(Diagnostic.Error(RunsCodes.BadPair, $"the value of '{pair.Name}' is no finite number: '{pair.Value}'", "write it like 0.3 or 1e-4"));
    }

    /// <summary>Whoever reads the report need not be where the script was.</summary>
    private static string FullPathOf(string path) => File.Exists(path)
        ? Path.GetFullPath(path)
        : throw new DiagnosticException(Diagnostic.Error(RunsCodes.NoFile, $"there is no file '{path}'", "name a file that is there; of a folder, name its files"));
}

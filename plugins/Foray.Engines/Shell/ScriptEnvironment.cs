using System.Globalization;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Options;

namespace Foray.Engines.Shell;

/// <summary>The environment that the scripts of a row find beside what the machine gives them.</summary>
internal static class ScriptEnvironment
{
    private const string RepeatPart = "repeat=";

    /// <summary>Values of the variables of the file and of the experiment, whose own win.</summary>
    /// <exception cref="DiagnosticException">One of the experiment has no value.</exception>
    public static Dictionary<string, string> Variables(ShellOptions options, IExperimentRun run)
    {
        var values = new Dictionary<string, string>(run.Variables, StringComparer.Ordinal);
        var missing = new List<Diagnostic>();
        foreach (var (name, variable) in options.Variables ?? new Dictionary<string, Variable>())
            if (variable.Resolve(run.ExperimentFolder) is { } value)
                values[name] = value;
            else
                missing.Add(ShellRules.Error(options, ShellRules.NoValue, $"variable '{name}' has no value: {Reason(variable)}", "give it one, or leave it out"));
        return missing.Count == 0 ? values : throw new DiagnosticException(missing);
    }

    /// <summary>All that the scripts of a row find.</summary>
    /// <param name="shell">The run.</param>
    /// <param name="row">The row.</param>
    /// <param name="attempt">Which attempt of this run it is, from 1; the host counts those of earlier runs too.</param>
    public static Dictionary<string, string> Of(ShellRun shell, IRow row, int attempt)
    {
        var environment = new Dictionary<string, string>(shell.Variables, StringComparer.Ordinal);
        foreach (var (name, value) in row.Case.Parameters)
            environment[name] = value;
        environment["FORAY_EXPERIMENT"] = shell.Run.Name;
        environment["FORAY_CASE"] = row.Case.Name;
        environment["FORAY_REPEAT"] = shell.Options.Repeat == 1 ? "1" : RepeatOf(row.Case.Name);
        environment["FORAY_ATTEMPT"] = attempt.ToString(CultureInfo.InvariantCulture);
        environment["FORAY_RUN"] = shell.Run.RunId;
        return environment;
    }

    private static string Reason(Variable variable) => variable.EnvironmentVariable is { } source
        ? $"the environment variable '{source}' is not set"
        : $"the file '{variable.File}' cannot be read";

    /// <summary>A case's name ends with its repetition where there are several.</summary>
    private static string RepeatOf(string name) => name[(name.LastIndexOf(RepeatPart, StringComparison.Ordinal) + RepeatPart.Length)..];
}

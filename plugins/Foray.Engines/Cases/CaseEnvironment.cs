using System.Globalization;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Options;

namespace Foray.Engines.Cases;

/// <summary>The environment that the scripts of a row find beside what the machine gives them.</summary>
internal static class CaseEnvironment
{
    private const string RepeatPart = "repeat=";

    /// <summary>Values of the variables of the file and of the experiment, whose own win.</summary>
    /// <exception cref="DiagnosticException">One of the experiment has no value.</exception>
    public static Dictionary<string, string> Variables(IReadOnlyDictionary<string, Variable>? own, IExperimentRun run)
    {
        var values = new Dictionary<string, string>(run.Variables, StringComparer.Ordinal);
        var missing = new List<Diagnostic>();
        foreach (var (name, variable) in own ?? new Dictionary<string, Variable>())
            if (variable.Resolve(run.ExperimentFolder) is { } value)
                values[name] = value;
            else
                missing.Add(CaseRules.Error(run.Name, CaseRules.NoValue, $"variable '{name}' has no value: {Reason(variable)}", "give it one, or leave it out"));
        return missing.Count == 0 ? values : throw new DiagnosticException(missing);
    }

    /// <summary>All that the scripts of a row find.</summary>
    /// <param name="options">The options.</param>
    /// <param name="run">The run.</param>
    /// <param name="variables">Values of the variables of the file and of the experiment.</param>
    /// <param name="row">The row.</param>
    /// <param name="attempt">Which attempt of this run it is, from 1; the host counts those of earlier runs too.</param>
    public static Dictionary<string, string> Of(
        ICaseOptions options, IExperimentRun run, IReadOnlyDictionary<string, string> variables, IRow row, int attempt)
    {
        var environment = Of(run, variables, row, attempt);
        environment["FORAY_REPEAT"] = options.Repeat == 1 ? "1" : RepeatOf(row.Case.Name);
        return environment;
    }

    /// <summary>As the other one, for an experiment without repetitions.</summary>
    public static Dictionary<string, string> Of(IExperimentRun run, IReadOnlyDictionary<string, string> variables, IRow row, int attempt)
    {
        var environment = new Dictionary<string, string>(variables, StringComparer.Ordinal);
        foreach (var (name, value) in row.Case.Parameters)
            environment[name] = value;
        environment["FORAY_EXPERIMENT"] = run.Name;
        environment["FORAY_CASE"] = row.Case.Name;
        environment["FORAY_ATTEMPT"] = attempt.ToString(CultureInfo.InvariantCulture);
        environment["FORAY_RUN"] = run.RunId;
        return environment;
    }

    private static string Reason(Variable variable) => variable.EnvironmentVariable is { } source
        ? $"the environment variable '{source}' is not set"
        : $"the file '{variable.File}' cannot be read";

    /// <summary>A case's name ends with its repetition where there are several.</summary>
    private static string RepeatOf(string name) => name[(name.LastIndexOf(RepeatPart, StringComparison.Ordinal) + RepeatPart.Length)..];
}

using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;

namespace Foray.Engines.Cases;

/// <summary>Rules of the options that their types cannot say.</summary>
internal static class CaseRules
{
    /// <summary>The matrix has too many combinations.</summary>
    public const string TooManyCases = "FORAY252";

    /// <summary>A name cannot be that of an environment variable.</summary>
    public const string VariableName = "FORAY253";

    /// <summary>A relative path leads out of its folder.</summary>
    public const string PathLeadsOut = "FORAY254";

    /// <summary>A script's name is taken or cannot be a folder's.</summary>
    public const string ScriptName = "FORAY255";

    /// <summary>The values of a parameter do not make different cases.</summary>
    public const string MatrixValues = "FORAY256";

    /// <summary>Something that is the same for all cases refers to what differs between them.</summary>
    public const string SameForAllCases = "FORAY258";

    /// <summary>The source of a variable gives no value.</summary>
    public const string NoValue = "FORAY257";

    /// <summary>Everything that is wrong with the options.</summary>
    /// <param name="options">The options.</param>
    /// <param name="variables">Names of the whole file's variables.</param>
    public static IReadOnlyList<Diagnostic> Check(ICaseOptions options, IEnumerable<string> variables) =>
        [.. Cases(options.Name, options.Matrix, options.Repeat), .. VariableNames(options.Name, variables.Concat(options.Variables?.Keys ?? []), options.Matrix),
        .. Paths(options), .. ScriptNames(options), .. Values(options.Name, options.Matrix), .. References(options)];

    /// <summary>What is wrong with the parameters of an experiment and with the names of its variables.</summary>
    /// <param name="experiment">Its name.</param>
    /// <param name="variables">Names of its variables, those of the file included.</param>
    /// <param name="matrix">The parameters.</param>
    public static IReadOnlyList<Diagnostic> Check(string experiment, IEnumerable<string> variables, IReadOnlyDictionary<string, IReadOnlyList<ScalarValue>>? matrix) =>
        [.. Cases(experiment, matrix, repeat: 1), .. VariableNames(experiment, variables, matrix), .. Values(experiment, matrix)];

    private static IEnumerable<Diagnostic> Cases(string experiment, IReadOnlyDictionary<string, IReadOnlyList<ScalarValue>>? matrix, int repeat)
    {
        if (CaseMatrix.Count(matrix ?? CasePlanner.NoMatrix, repeat) < 0)
            yield return Error(experiment, TooManyCases, $"its matrix makes more than {CaseMatrix.MostCases} cases", "use fewer values or repetitions");
    }

    private static List<Diagnostic> VariableNames(string experiment, IEnumerable<string> variables, IReadOnlyDictionary<string, IReadOnlyList<ScalarValue>>? matrix)
    {
        var problems = new List<Diagnostic>();
        foreach (var name in variables.Distinct(StringComparer.Ordinal))
            CheckName(experiment, "variable", name, problems);
        foreach (var name in matrix?.Keys ?? [])
            CheckName(experiment, "matrix parameter", name, problems);
        return problems;
    }

    private static void CheckName(string experiment, string role, string name, List<Diagnostic> problems)
    {
        if (name.StartsWith("FORAY_", StringComparison.Ordinal))
            problems.Add(Error(experiment, VariableName, $"the name of {role} '{name}' is reserved", "choose a name that does not begin with FORAY_"));
        else if (!IsVariableName(name))
            problems.Add(Error(experiment, VariableName, $"{role} '{name}' cannot be an environment variable", "use letters, digits and _, and no digit at the beginning"));
    }

    private static bool IsVariableName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');

    private static IEnumerable<Diagnostic> Paths(ICaseOptions options)
    {
        foreach (var input in options.Inputs ?? [])
            if (LeadsOut(input.Dst))
                yield return Outside(options, $"the destination '{input.Dst}' of input '{input.Src}'");
        foreach (var output in options.Outputs ?? [])
        {
            if (LeadsOut(output.Src))
                yield return Outside(options, $"output '{output.Src}'");
            else if ((output.Dst ?? "/").EndsWith('/') && CasePaths.NameOf(output.Src) == "..")
                yield return Error(options, PathLeadsOut, $"output '{output.Src}' has no name to keep it under", "give it a 'dst' without '/' at its end");
            if (LeadsOut(output.Dst))
                yield return Outside(options, $"the destination '{output.Dst}' of output '{output.Src}'");
        }
    }

    /// <summary>True for a relative path with <c>..</c> in it.</summary>
    public static bool LeadsOut(string? path) => path is not null && !MachineLayout.IsAbsolute(path) && path.Split('/').Contains("..");

    private static Diagnostic Outside(ICaseOptions options, string what) =>
        Error(options, PathLeadsOut, $"{what} contains '..'", "write a path below the folder, or an absolute one");

    private static IEnumerable<Diagnostic> ScriptNames(ICaseOptions options)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < options.Scripts.Count; i++)
        {
            var name = options.ScriptName(i);
            if (!IsFolderName(name))
                yield return Error(options, ScriptName, $"script name '{name}' cannot be the name of a folder", "use letters, digits, '.', '_' and '-'");
            else if (!taken.Add(name))
                yield return Error(options, ScriptName, $"two scripts are named '{name}'", "give each script a name of its own");
        }
    }

    private static bool IsFolderName(string name) =>
        name.Length is > 0 and <= 100 && name[0] != '.'
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-');

    private static List<Diagnostic> References(ICaseOptions options)
    {
        var problems = new List<Diagnostic>();
        foreach (var input in options.Inputs ?? [])
        {
            CheckReference(options, "an input", input.Src.Path, problems);
            CheckReference(options, "an input", input.Dst, problems);
        }

        foreach (var script in options.Scripts)
        {
            CheckReference(options, "a script's program", script.Executable, problems);
            foreach (var program in script.Requires)
                CheckReference(options, "a script's program", program, problems);
        }

        foreach (var (name, variable) in options.Variables ?? new Dictionary<string, Variable>())
            CheckReference(options, $"variable '{name}'", variable.Text, problems);
        return problems;
    }

    private static void CheckReference(ICaseOptions options, string what, string? text, List<Diagnostic> problems)
    {
        if (text is not null && CaseValues.FirstIn(text, options) is { } name)
            problems.Add(Error(options, SameForAllCases, $"{what} refers to '{name}', which is not the same for all cases", "use it in scripts, where it is an environment variable, or in outputs"));
    }

    private static IEnumerable<Diagnostic> Values(string experiment, IReadOnlyDictionary<string, IReadOnlyList<ScalarValue>>? matrix)
    {
        foreach (var (name, values) in matrix ?? CasePlanner.NoMatrix)
            if (values.Count == 0)
                yield return Error(experiment, MatrixValues, $"matrix parameter '{name}' has no values", "give it a value, or leave it out");
            else if (FirstTwice(values) is { } twice)
                yield return Error(experiment, MatrixValues, $"matrix parameter '{name}' has the value '{twice}' twice", "use 'repeat' to run cases again");
    }

    private static ScalarValue? FirstTwice(IReadOnlyList<ScalarValue> values)
    {
        var seen = new HashSet<ScalarValue>();
        return values.FirstOrDefault(value => !seen.Add(value));
    }

    public static Diagnostic Error(ICaseOptions options, string code, string message, string remedy) => Error(options.Name, code, message, remedy);

    public static Diagnostic Error(string experiment, string code, string message, string remedy) => Diagnostic.Error(code, $"experiment '{experiment}': {message}", remedy);
}

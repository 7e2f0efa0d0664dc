using Foray.Sdk.Experiments;

namespace Foray.Engines.Cases;

/// <summary>What <c>${name}</c> stands for in the outputs of a case: its parameters, and <c>case</c>, <c>experiment</c> and <c>machine</c>. The host has replaced the variables of the file before.</summary>
internal static class CaseValues
{
    private static readonly string[] OwnNames = ["case", "experiment", "machine"];

    /// <summary>The text with the values of a row.</summary>
    public static string Replace(string text, string experiment, CasePlan plan, string machine)
    {
        if (!text.Contains("${", StringComparison.Ordinal))
            return text;
        foreach (var (name, value) in plan.Parameters.Concat(
            [KeyValuePair.Create("case", plan.Name), KeyValuePair.Create("experiment", experiment), KeyValuePair.Create("machine", machine)]))
            text = Replace(text, Reference(name), value);
        return text;
    }

    /// <summary>Replaces a reference; one behind another <c>$</c> is meant as it stands, without that <c>$</c>.</summary>
    private static string Replace(string text, string reference, string value)
    {
        var parts = text.Split(reference);
        for (var i = 0; i < parts.Length - 1; i++)
            parts[i] = parts[i].EndsWith('$') ? parts[i][..^1] + reference : parts[i] + value;
        return string.Concat(parts);
    }

    /// <summary>The first of the names of cases that a text refers to; null where it refers to none.</summary>
    public static string? FirstIn(string text, ICaseOptions options) =>
        OwnNames.Concat(options.Matrix?.Keys ?? []).Concat(options.Variables?.Keys ?? [])
            .FirstOrDefault(name => text.Contains(Reference(name), StringComparison.Ordinal));

    private static string Reference(string name) => "${" + name + "}";
}

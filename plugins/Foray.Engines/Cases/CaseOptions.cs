using System.Globalization;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;

namespace Foray.Engines.Cases;

/// <summary>What follows from the options of an experiment of cases.</summary>
internal static class CaseOptions
{
    /// <summary>Name of a script: its own, or one made of its position.</summary>
    public static string ScriptName(this ICaseOptions options, int index) =>
        options.Scripts[index].Name ?? "script-" + (index + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>The inputs, the whole folder where none are given.</summary>
    public static IReadOnlyList<ICaseInput> AllInputs(this ICaseOptions options) => options.Inputs ?? [CasePaths.WholeFolder];

    /// <summary>True where a machine has one of the labels, or none are given.</summary>
    public static bool Chooses(this LabelSelector? labels, IMachine machine) =>
        labels is null || labels.Labels.Any(machine.Labels.Contains);

    /// <summary>What a transport says went wrong, as a reason.</summary>
    public static string Reason(this DiagnosticException error) => string.Join("; ", error.Diagnostics.Select(diagnostic => diagnostic.Message));
}

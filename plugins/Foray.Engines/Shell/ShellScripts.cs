using System.Globalization;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;

namespace Foray.Engines.Shell;

/// <summary>Where the scripts of an experiment belong.</summary>
internal static class ShellScripts
{
    /// <summary>Name of a script: its own, or one made of its position.</summary>
    public static string NameOf(ShellOptions options, int index) =>
        options.Scripts[index].Name ?? "script-" + (index + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>True where a machine has one of the labels, or none are given.</summary>
    public static bool Chooses(this LabelSelector? labels, IMachine machine) =>
        labels is null || labels.Labels.Any(machine.Labels.Contains);
}

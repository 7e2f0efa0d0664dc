using Foray.Engines.Cases;
using Foray.Sdk.Checks;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Options;

namespace Foray.Engines.Pegasus;

/// <summary>Rules of the options that their types cannot say.</summary>
internal static class PegasusRules
{
    /// <summary>The machine to submit from can submit nothing.</summary>
    public const string NoSubmitNode = "FORAY267";

    /// <summary>The file of main is not there.</summary>
    public const string NoMain = "FORAY268";

    /// <summary>A time limit is none.</summary>
    public const string NoTimeout = "FORAY269";

    private const string Pool = "htcondor";

    private static readonly string[] Submitting = ["submit", "personal"];

    /// <summary>The time limit; null where there is none.</summary>
    /// <returns>False where the text is no time limit.</returns>
    public static bool TryTimeout(string text, out TimeSpan? limit)
    {
        limit = null;
        if (text == "-1")
            return true;
        if (!Duration.TryParse(text, out var duration))
            return false;
        limit = duration;
        return true;
    }

    /// <summary>Everything that keeps cases from being made.</summary>
    public static IEnumerable<Diagnostic> Check(PegasusOptions options, string experimentFolder)
    {
        if (Timeout(options) is { } timeout)
            yield return timeout;
        if (Main(options, experimentFolder) is { } main)
            yield return main;
    }

    /// <summary>Reports what a check of the file can know. A main that is not there yet is a warning: it has to be there when the file is run.</summary>
    public static void Check(PegasusOptions options, ICheckContext context)
    {
        if (Timeout(options) is { } timeout)
            Report(timeout, "timeout", context);
        if (Main(options, context.ExperimentFolder) is { } main)
            Report(main with { Severity = Severity.Warning }, "main", context);
        if (SubmitNode(options, context) is { } node)
            Report(node, "submit_node_labels", context);
    }

    private static Diagnostic? Timeout(PegasusOptions options) => TryTimeout(options.Timeout, out _)
        ? null
        : CaseRules.Error(options, NoTimeout, $"its timeout '{options.Timeout}' is neither a duration nor -1", "write a duration such as 90s, 10m or 2h, or -1 for no limit");

    private static Diagnostic? Main(PegasusOptions options, string experimentFolder) =>
        !MainScript.IsPath(options.Main) || File.Exists(Path.GetFullPath(options.Main, experimentFolder))
            ? null
            : CaseRules.Error(options, NoMain, $"its main script '{options.Main}' does not exist", "correct the path, which is taken from the folder of this file; where setup makes it on the machine, write it as a command: bash PATH");

    /// <summary>Where the file deploys HTCondor, what submits has to be a part of it.</summary>
    private static Diagnostic? SubmitNode(PegasusOptions options, ICheckContext context)
    {
        var sections = context.SectionsOf("deployment").Where(section => section.Plugin == Pool).Select(section => section.Section).ToList();
        if (sections.Count == 0 || context.Select(options.SubmitNodeLabels) is not [var machine, ..])
            return null;
        var able = sections.Where(section => Submitting.Contains((section["kind"] as ScalarNode)?.Text)).SelectMany(section => context.Select(LabelsOf(section)));
        return able.Any(node => node.Name == machine.Name)
            ? null
            : CaseRules.Error(options, NoSubmitNode, $"machine '{machine.Name}' is to submit the workflow, and is neither a submit nor a personal node of HTCondor", "choose labels of one that is, or add the machine to a section 'kind: submit'");
    }

    private static LabelSelector LabelsOf(MappingNode section) =>
        new([.. section["labels"] is SequenceNode list ? list.Items.OfType<ScalarNode>().Select(label => label.Text) : []]);

    private static void Report(Diagnostic problem, string key, ICheckContext context) =>
        context.Report(problem with { Place = context.Section[key]?.Place ?? context.Section.Place });
}

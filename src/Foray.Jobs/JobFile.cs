using System.Globalization;
using Foray.Configuration.Documents;
using Foray.Configuration.Hosting;
using Foray.Jobs.Files;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Options;

namespace Foray.Jobs;

/// <summary>Jobs that are written down in a YAML or JSON file.</summary>
public static class JobFile
{
    /// <summary>Reads and checks a file. Its folder is what relative paths start from.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="services">What the job needs from the program.</param>
    /// <exception cref="DiagnosticException">Everything that is wrong with the file.</exception>
    public static Job Read(string path, JobServices services)
    {
        var document = YamlReader.ReadFile(path);
        var problems = document.Diagnostics.ToList();
        if (document.Root is MappingNode root)
            problems.AddRange(new OptionsChecker().Check(root, JobSchema.File));
        else if (problems.Count == 0)
            problems.Add(Diagnostic.Error(JobCodes.BadFile, new Place(path, 1, 1), "a job's file is a mapping", "write 'suites:' with a list of suites, each with a name and its tests"));
        if (problems.Exists(problem => problem.Severity == Severity.Error))
            throw new DiagnosticException(problems);
        return Make((MappingNode)document.Root!, path, services);
    }

    private static Job Make(MappingNode root, string path, JobServices services)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var job = new Job(services) { WorkingFolder = folder, Defaults = SettingsOf(root) };
        job.ResultsFolder = Path.GetFullPath(Text(root, "output") ?? job.ResultsFolder, folder);
        job.Parallel = Number(root, "parallel") ?? job.Parallel;
        job.FailFast = Flag(root, "fail_fast") ?? job.FailFast;
        job.Timeout = Time(root, "timeout");
        job.Grace = Time(root, "grace") ?? job.Grace;
        job.Order = Text(root, "order") == "duration" ? TestOrder.Duration : job.Order;
        foreach (var suite in Items(root, "suites").Cast<MappingNode>())
            job.Suites.Add(new Suite(Text(suite, "name")!) { References = [.. Items(suite, "tests").Cast<ScalarNode>().Select(reference => reference.Text)], Settings = SettingsOf(suite) });
        foreach (var result in Items(root, "results").Cast<MappingNode>())
            job.Results.Add(new ResultTarget(Text(result, "format")!, Text(result, "path"), result.Place.ToString()));
        return job;
    }

    private static SuiteSettings SettingsOf(MappingNode node) => new()
    {
        Spawner = Text(node, "spawner"),
        SpawnerOptions = node["spawner_options"] as MappingNode,
        Timeout = Time(node, "test_timeout"),
        Retries = Number(node, "retries"),
        DryRun = Flag(node, "dry_run"),
        Variants = node["variants"] is MappingNode variants ? VariantsOf(variants) : null,
        Environment = node["environment"] is MappingNode environment
            ? environment.Entries.ToDictionary(entry => entry.Key.Text, entry => ((ScalarNode)entry.Value).Text, StringComparer.Ordinal)
            : null,
    };

    private static OrderedDictionary<string, IReadOnlyList<string>> VariantsOf(MappingNode node)
    {
        var variants = new OrderedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (name, values) in node.Entries)
            variants[name.Text] = [.. ((SequenceNode)values).Items.Cast<ScalarNode>().Select(value => value.Text)];
        return variants;
    }

    private static IReadOnlyList<DocumentNode> Items(MappingNode node, string key) => (node[key] as SequenceNode)?.Items ?? [];

    private static string? Text(MappingNode node, string key) => node[key] is ScalarNode { Kind: not ScalarKind.Null } scalar ? scalar.Text : null;

    private static int? Number(MappingNode node, string key) => Text(node, key) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static bool? Flag(MappingNode node, string key) => Text(node, key) is { } text ? text is ['t' or 'T', ..] : null;

    private static TimeSpan? Time(MappingNode node, string key) => Text(node, key) is { } text && Duration.TryParse(text, out var time) ? time : null;
}

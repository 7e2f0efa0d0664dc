using System.CommandLine;
using Foray.Configuration.Documents;
using Foray.Jobs;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Options;

namespace Foray.Cli.Commands.Jobs;

/// <summary>Options that say how a job is run. What is not given stays as the job has it.</summary>
internal sealed class JobOptions
{
    private const string BadOption = "FORAY208";

    private readonly Option<int?> _parallel = new("--parallel") { Description = "How many tests run at once. Default: the number of processors.", HelpName = "N" };
    private readonly Option<bool?> _failFast = new("--fail-fast") { Description = "Begin no test any more after one has failed.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _timeout = new("--timeout") { Description = "Longest time for all tests, such as 30, 30s, 5m or 1h; those that run then are interrupted.", HelpName = "TIME" };
    private readonly Option<string?> _testTimeout = new("--test-timeout") { Description = "Longest time for each test.", HelpName = "TIME" };
    private readonly Option<string?> _grace = new("--grace") { Description = "How long tests and their tear-down may take to end when they are asked to. Default: 5s.", HelpName = "TIME" };
    private readonly Option<int?> _retries = new("--retries") { Description = "How often a test that failed is run again; one that passes then is marked as flaky.", HelpName = "N" };
    private readonly Option<string?> _order = new("--order") { Description = "given, or duration: those that took longest in the newest job first.", HelpName = "ORDER" };
    private readonly Option<bool?> _dryRun = new("--dry-run") { Description = "Run no test; each is cancelled.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _spawner = new("--spawner") { Description = "Where tests run: local, machine, docker, or another spawner that is installed. Default: that of the settings, or local.", HelpName = "NAME" };
    private readonly Option<string[]> _spawnerOptions = new("--spawner-option") { Description = "An option of the spawner; a list is written [a, b]. Can be repeated.", HelpName = "NAME=VALUE" };
    private readonly Option<string[]> _variants = new("--variant") { Description = "A parameter and its values: each test is run with every combination. Can be repeated.", HelpName = "NAME=VALUE,VALUE" };
    private readonly Option<string[]> _environment = new("--env") { Description = "An environment variable of the tests. Can be repeated.", HelpName = "NAME=VALUE" };

    public JobOptions(Command command)
    {
        foreach (var option in new Option[] { _parallel, _failFast, _timeout, _testTimeout, _grace, _retries, _order, _dryRun, _spawner, _spawnerOptions, _variants, _environment })
            command.Options.Add(option);
        _order.AcceptOnlyFromAmong("given", "duration");
    }

    /// <summary>Puts what was given into a job.</summary>
    /// <exception cref="DiagnosticException">Something cannot be read; says everything that cannot.</exception>
    public void Apply(ParseResult parsed, Job job)
    {
        var problems = new List<Diagnostic>();
        job.Parallel = parsed.GetValue(_parallel) ?? job.Parallel;
        job.FailFast = Flag(parsed, _failFast) ?? job.FailFast;
        job.Timeout = Time(parsed, _timeout, problems) ?? job.Timeout;
        job.Grace = Time(parsed, _grace, problems) ?? job.Grace;
        job.Order = parsed.GetValue(_order) switch { "duration" => TestOrder.Duration, "given" => TestOrder.Given, _ => job.Order };
        var given = new SuiteSettings
        {
            Timeout = Time(parsed, _testTimeout, problems),
            Retries = parsed.GetValue(_retries),
            DryRun = Flag(parsed, _dryRun),
            Spawner = parsed.GetValue(_spawner),
            SpawnerOptions = SpawnerOptions(parsed, problems),
            Variants = Variants(parsed, problems),
            Environment = Pairs(parsed, _environment, problems).ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal),
        };
        if (problems.Count > 0)
            throw new DiagnosticException(problems);
        // What the command line says wins over what suites say, where both say it.
        for (var i = 0; i < job.Suites.Count; i++)
            job.Suites[i] = job.Suites[i] with { Settings = given.Over(job.Suites[i].Settings) };
    }

    private static bool? Flag(ParseResult parsed, Option<bool?> option) => parsed.GetResult(option) is null ? null : parsed.GetValue(option) ?? true;

    private static TimeSpan? Time(ParseResult parsed, Option<string?> option, List<Diagnostic> problems)
    {
        if (parsed.GetValue(option) is not { } text)
            return null;
        if (Duration.TryParse(text, out var time))
            return time;
        problems.Add(Bad($"{option.Name} '{text}' is no time", "write it like 30, 30s, 5m or 1h"));
        return null;
    }

    private MappingNode? SpawnerOptions(ParseResult parsed, List<Diagnostic> problems)
    {
        var pairs = Pairs(parsed, _spawnerOptions, problems).ToList();
        if (pairs.Count > 0 && parsed.GetValue(_spawner) is null)
            problems.Add(Bad($"{_spawnerOptions.Name} is given without a spawner", $"name it with {_spawner.Name}"));
        var place = new Place(_spawnerOptions.Name, 0, 0);
        return pairs.Count == 0 ? null : new MappingNode(place, [.. pairs.Select(pair =>
            KeyValuePair.Create(new ScalarNode(place, pair.Name, ScalarKind.Text), ValueOf(pair.Value, place, problems)))]);
    }

    // Lists and mappings are written as in YAML.
    private static DocumentNode ValueOf(string text, Place place, List<Diagnostic> problems)
    {
        if (text is not ['[' or '{', ..])
            return new ScalarNode(place, text, KindOf(text));
        var document = YamlReader.ReadBytes(System.Text.Encoding.UTF8.GetBytes(text), place.File);
        problems.AddRange(document.Diagnostics);
        return document.Root ?? new ScalarNode(place, text, ScalarKind.Text);
    }

    private static ScalarKind KindOf(string value) => value switch
    {
        "true" or "false" => ScalarKind.Boolean,
        _ when long.TryParse(value, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out _) => ScalarKind.Integer,
        _ when double.TryParse(value, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _) => ScalarKind.Number,
        _ => ScalarKind.Text,
    };

    private OrderedDictionary<string, IReadOnlyList<string>>? Variants(ParseResult parsed, List<Diagnostic> problems)
    {
        var variants = new OrderedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (name, values) in Pairs(parsed, _variants, problems))
            variants[name] = values.Split(',', StringSplitOptions.TrimEntries);
        return variants.Count == 0 ? null : variants;
    }

    private static IEnumerable<(string Name, string Value)> Pairs(ParseResult parsed, Option<string[]> option, List<Diagnostic> problems)
    {
        foreach (var text in parsed.GetValue(option) ?? [])
        {
            if (text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
                yield return (text[..equals], text[(equals + 1)..]);
            else
                problems.Add(Bad($"{option.Name} '{text}' has no value", "write NAME=VALUE"));
        }
    }

    private static Diagnostic Bad(string message, string remedy) => Diagnostic.Error(BadOption, message, remedy);
}

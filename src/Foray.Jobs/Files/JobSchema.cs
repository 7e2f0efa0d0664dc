using Foray.Plugins.Schemas;
using ValueType = Foray.Plugins.Schemas.ValueType;

namespace Foray.Jobs.Files;

/// <summary>What a job's file consists of.</summary>
internal static class JobSchema
{
    private static readonly ValueSchema Text = new(ValueType.String) { MinimumLength = 1 };
    private static readonly ValueSchema Flag = new(ValueType.Boolean);
    private static readonly ValueSchema Time = new(ValueType.Duration);

    private static readonly OptionProperty[] HowTestsRun =
    [
        new("spawner", "Where tests run: local, machine, docker, or another spawner that is installed.", Text),
        new("spawner_options", "Options of the spawner.", new ValueSchema(ValueType.Map)),
        new("test_timeout", "Longest time for each test that says nothing itself.", Time),
        new("retries", "How often a test that failed is run again; one that passes then is marked as flaky.", new ValueSchema(ValueType.Integer) { Minimum = 0 }),
        new("dry_run", "True where tests are not run; each is cancelled.", Flag),
        new("variants", "Parameters and their values: each test is run with every combination.",
            new ValueSchema(ValueType.Map) { Matrix = true, Items = new ValueSchema(ValueType.List) { MinimumItems = 1, Unique = true, Items = new ValueSchema(ValueType.Scalar) } }),
        new("environment", "Environment variables of the tests.", new ValueSchema(ValueType.Map) { Items = new ValueSchema(ValueType.Scalar) }),
    ];

    private static readonly OptionsSchema Suite = new("A set of tests that are run in the same way. What it leaves out, it takes from the job.",
    [
        new("name", "Its name, unique in the job.", Text) { Required = true },
        new("tests", "References to tests: paths, patterns, folders.", new ValueSchema(ValueType.List) { MinimumItems = 1, Items = Text }) { Required = true },
        .. HowTestsRun,
    ]);

    private static readonly OptionsSchema Result = new("Results in one format at one place.",
    [
        new("format", "Name of the format, such as json or xunit.", Text) { Required = true },
        new("path", "File to write, or '-' for standard output. Default: the format's own name in the job's folder.", Text),
    ]);

    /// <summary>The schema of the whole file.</summary>
    public static OptionsSchema File { get; } = new("Suites of tests, how they are run, and where results go.",
    [
        new("suites", "The suites, in order.", new ValueSchema(ValueType.List) { MinimumItems = 1, Items = new ValueSchema(ValueType.Object) { Record = Suite } }) { Required = true },
        new("results", "Results besides those in the job's folder.", new ValueSchema(ValueType.List) { Items = new ValueSchema(ValueType.Object) { Record = Result } }),
        new("output", "Folder in which every job has its own. Default: job-results beside the file.", Text),
        new("parallel", "How many tests run at once. Default: the number of processors.", new ValueSchema(ValueType.Integer) { Minimum = 1 }),
        new("fail_fast", "True where no test is begun any more after one has failed.", Flag),
        new("timeout", "Longest time for all tests; those that run then are interrupted.", Time),
        new("grace", "How long tests and their tear-down may take to end when they are asked to. Default: 5s.", Time),
        new("order", "In which order tests have their turn: given, or those that took longest in the newest job first.", new ValueSchema(ValueType.Enum) { Values = ["given", "duration"] }),
        .. HowTestsRun,
    ]);
}

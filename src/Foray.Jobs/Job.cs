using Foray.Jobs.Running;

namespace Foray.Jobs;

/// <summary>
/// Suites of tests, and how they are run. A job is run once: <c>await new Job(services) { Suites = { new Suite("quick") { References = ["tests/"] } } }.RunAsync(token)</c>.
/// </summary>
/// <param name="services">What it needs from the program.</param>
public sealed class Job(JobServices services)
{
    /// <summary>Folder in which jobs have their folders, where nothing else is said.</summary>
    public const string DefaultResultsFolder = "job-results";

    /// <summary>The suites, in order.</summary>
    public IList<Suite> Suites { get; } = [];

    /// <summary>How tests are run whose suite says nothing else. Default: the defaults.</summary>
    public SuiteSettings Defaults { get; set; } = new();

    /// <summary>Results besides those that the job's folder has: in further formats, at further places. Default: none.</summary>
    public IList<ResultTarget> Results { get; } = [];

    /// <summary>Folder in which the job makes its own. Default: <c>job-results</c> in the working folder.</summary>
    public string ResultsFolder { get; set; } = DefaultResultsFolder;

    /// <summary>Folder that references and relative paths start from. Default: the current one.</summary>
    public string WorkingFolder { get; set; } = Directory.GetCurrentDirectory();

    /// <summary>How many tests run at once, 1 or more. Default: the number of processors.</summary>
    public int Parallel { get; set; } = Environment.ProcessorCount;

    /// <summary>True where no test is begun any more after one has failed. Default: false.</summary>
    public bool FailFast { get; set; }

    /// <summary>Longest time for all tests; those that run then are interrupted. Default: null, without end.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>How long a test and its tear-down may take to end when they are asked to. Default: 5 s.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>In which order tests have their turn. Default: as given.</summary>
    public TestOrder Order { get; set; } = TestOrder.Given;

    /// <summary>True where a reference that leads to no test is a warning and no error. Default: false.</summary>
    public bool IgnoreMissingReferences { get; set; }

    /// <summary>Runs the tests and writes the results. Where something is wrong with what was asked, no test is run and nothing is written.</summary>
    /// <param name="cancellationToken">Interrupts the job: results are written nevertheless.</param>
    public Task<JobReport> RunAsync(CancellationToken cancellationToken) => new JobRun(this, services).RunAsync(cancellationToken);

    /// <summary>What the references become, without running anything.</summary>
    public Task<JobListing> ListAsync(CancellationToken cancellationToken) => new JobRun(this, services).ListAsync(cancellationToken);
}

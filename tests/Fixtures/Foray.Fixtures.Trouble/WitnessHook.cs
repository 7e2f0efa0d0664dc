using Foray.Sdk.Jobs;
using Foray.Sdk.Plugins;

namespace Foray.Fixtures.Trouble;

/// <summary>Writes what it is told to the file in WITNESS.</summary>
[Plugin("witness")]
public sealed class WitnessHook : IJobHook
{
    /// <inheritdoc/>
    public Task PreAsync(JobStart job, CancellationToken cancellationToken) => WriteAsync("pre");

    /// <inheritdoc/>
    public Task PreTestsAsync(JobStart job, CancellationToken cancellationToken) => WriteAsync("pre_tests");

    /// <inheritdoc/>
    public async ValueTask TestStartedAsync(TestStart test, CancellationToken cancellationToken) => await WriteAsync($"started {test.Number}");

    /// <inheritdoc/>
    public async ValueTask TestEndedAsync(TestResult test, CancellationToken cancellationToken) => await WriteAsync($"ended {test.Number} {test.Outcome.Status}");

    /// <inheritdoc/>
    public Task PostTestsAsync(JobResults results, CancellationToken cancellationToken) => WriteAsync($"post_tests, results {(HasResults(results) ? "there" : "not there")}");

    /// <inheritdoc/>
    public Task PostAsync(JobResults results, CancellationToken cancellationToken) => WriteAsync($"post, results {(HasResults(results) ? "there" : "not there")}");

    private static bool HasResults(JobResults results) => File.Exists(Path.Combine(results.Start.Folder, "results.json"));

    private static Task WriteAsync(string line) =>
        Environment.GetEnvironmentVariable("WITNESS") is { Length: > 0 } file ? File.AppendAllTextAsync(file, line + "\n") : Task.CompletedTask;
}

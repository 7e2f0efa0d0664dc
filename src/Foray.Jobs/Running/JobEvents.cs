using System.Globalization;
using Foray.Jobs.Folders;
using Foray.Jobs.Hooks;
using Foray.Jobs.Outputs;
using Foray.Jobs.Records;
using Foray.Sdk.Jobs;

namespace Foray.Jobs.Running;

/// <summary>Tells everybody what happens to tests, one event at a time: the journal first, then the log, the results that are written meanwhile, the hooks, and whoever watches.</summary>
internal sealed class JobEvents(JobFolder folder, JobJournal journal, ResultOutputs outputs, JobHooks hooks, IJobObserver observer) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SortedDictionary<int, TestResult> _results = [];
    private readonly TextWriter _log = TextWriter.Synchronized(new StreamWriter(folder.Log) { AutoFlush = true });

    /// <summary>The results so far, by number.</summary>
    public IReadOnlyList<TestResult> Results => [.. _results.Values];

    public void Log(string line) => _log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.Now:yyyy-MM-ddTHH:mm:ss.fffzzz} {line}"));

    public Task StartedAsync(TestStart test, CancellationToken cancellationToken) => InTurnAsync(async () =>
    {
        Log($"{test.Number}-{test.Name}: started on {test.Machine}{(test.Attempt > 1 ? string.Create(CultureInfo.InvariantCulture, $", attempt {test.Attempt}") : "")}");
        await hooks.TestStartedAsync(test, cancellationToken);
        observer.TestStarted(test);
    });

    public Task ProgressedAsync(TestStart test, string message, CancellationToken cancellationToken) => InTurnAsync(async () =>
    {
        await hooks.TestProgressedAsync(test, message, cancellationToken);
        observer.TestProgressed(test, message);
    });

    public Task EndedAsync(TestResult test, string? folderName, CancellationToken cancellationToken) => InTurnAsync(async () =>
    {
        _results[test.Number] = test;
        journal.Add(test);
        if (folderName is not null)
            folder.LinkByStatus(test.Outcome.Status, folderName);
        Log($"{test.Id}: {test.Outcome.Status.ToString().ToUpperInvariant()}{(test.Outcome.Reason is { } reason ? $": {reason}" : "")}");
        await outputs.AddAsync(test);
        await hooks.TestEndedAsync(test, cancellationToken);
        observer.TestEnded(test);
    });

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        _turn.Dispose();
    }

    private async Task InTurnAsync(Func<Task> tell)
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            await tell();
        }
        finally
        {
            _turn.Release();
        }
    }
}

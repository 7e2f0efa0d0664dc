using System.Globalization;
using System.Text;
using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;
using Microsoft.Extensions.Logging;

namespace Foray.Jobs.Running;

/// <summary>What a runner gets for one attempt of a test. It is the runner's logger too: lines are kept for the test's <c>debug.log</c>.</summary>
internal sealed class TestContext(TestAttempt attempt) : ITestContext, ILogger
{
    private const int MostLines = 10_000;

    private readonly Lock _lock = new();
    private StringBuilder? _lines;
    private int _count;

    public string Id => attempt.Id;

    public IMachine Machine => attempt.Machine;

    public string Folder => attempt.Folder;

    public string WorkingFolder => attempt.WorkingFolder;

    public TimeSpan Grace => attempt.Grace;

    public ILogger Logger => this;

    public void Report(string message) => attempt.Progress?.Invoke(message);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lock)
        {
            if (_count++ < MostLines)
                (_lines ??= new StringBuilder()).Append(CultureInfo.InvariantCulture, $"{logLevel}: {formatter(state, exception)}{(exception is null ? "" : $" ({exception.Message})")}\n");
        }
    }

    /// <summary>Writes what is known of the attempt.</summary>
    public void WriteLog(TestOutcome outcome, DateTimeOffset started, TimeSpan elapsed)
    {
        var test = attempt.Test;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"test: {attempt.Name}\nkind: {test.Kind}\nuri: {test.Uri}\n");
        foreach (var argument in test.Arguments)
            text.Append(CultureInfo.InvariantCulture, $"argument: {argument}\n");
        foreach (var (name, value) in test.Parameters)
            text.Append(CultureInfo.InvariantCulture, $"parameter: {name}={value}\n");
        text.Append(CultureInfo.InvariantCulture, $"machine: {attempt.Machine.Name}\nstarted: {started:O}\nseconds: {elapsed.TotalSeconds:0.######}\n");
        if (outcome.Resources is { } used)
            text.Append(CultureInfo.InvariantCulture, $"user seconds: {used.User.TotalSeconds:0.######}\nsystem seconds: {used.System.TotalSeconds:0.######}\npeak memory: {used.PeakMemory} bytes\n");
        text.Append(CultureInfo.InvariantCulture, $"status: {outcome.Status.ToString().ToUpperInvariant()}\n");
        if (outcome.Reason is { } reason)
            text.Append(CultureInfo.InvariantCulture, $"reason: {reason}\n");
        lock (_lock)
            text.Append(_lines);
        File.WriteAllText(Path.Combine(attempt.Folder, "debug.log"), text.ToString());
    }
}

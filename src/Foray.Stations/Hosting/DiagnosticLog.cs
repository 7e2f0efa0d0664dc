using Foray.Sdk.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Foray.Stations.Hosting;

/// <summary>Shows what the parts of a station log as diagnostics.</summary>
internal sealed class DiagnosticLog(Action<Diagnostic> report) : ILoggerProvider
{
    /// <summary>Something went wrong while the station runs.</summary>
    private const string Code = "FORAY604";

    public ILogger CreateLogger(string categoryName) => new Reporting(report);

    public void Dispose()
    {
        // There is nothing to close.
    }

    private sealed class Reporting(Action<Diagnostic> report) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                report(Diagnostic.Warning(Code, exception is null ? formatter(state, exception) : $"{formatter(state, exception)}: {exception.Message}"));
        }
    }
}

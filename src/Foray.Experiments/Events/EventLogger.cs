using Microsoft.Extensions.Logging;

namespace Foray.Experiments.Events;

/// <summary>Makes events of what is logged.</summary>
internal sealed class EventLogger(Action<LogLine> send, string source) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is not (LogLevel.Trace or LogLevel.None);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            send(new LogLine(logLevel, source, exception is null ? formatter(state, exception) : $"{formatter(state, exception)}: {exception.Message}"));
    }
}

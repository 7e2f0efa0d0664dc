using Foray.Sdk.Consoles;
using Microsoft.Extensions.Logging;

namespace Foray.Experiments.Events;

/// <summary>
/// What plugins say through the services of their constructors. While work on an experiment runs, it goes the way of the work's own events: secrets are masked, and it is kept in
/// the run's log. Outside of any work it is shown as it is.
/// </summary>
/// <param name="observer">Shows what happens.</param>
public sealed class PluginOutput(IRunObserver observer) : IConsole
{
    private volatile EventStream? _events;

    /// <summary>Makes the plugins' loggers, each named by its plugin.</summary>
    public ILoggerFactory CreateLoggers() => new Loggers(Send);

    /// <inheritdoc/>
    public void WriteLine(string text) => Send(new LogLine(LogLevel.Information, "plugin", text));

    /// <summary>Sends through the events of a work from now on.</summary>
    internal void Through(EventStream events) => _events = events;

    private void Send(LogLine line)
    {
        if (_events is { } events)
            events.Send(line);
        else
            observer.On(line);
    }

    private sealed class Loggers(Action<LogLine> send) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => new EventLogger(send, categoryName);

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("What plugins say goes to the program alone");

        public void Dispose()
        {
            // It holds nothing.
        }
    }
}

using System.Diagnostics.Tracing;
using System.Globalization;

namespace Foray.Integrations.Logs;

/// <summary>Hears what a program logs with Microsoft.Extensions.Logging by the event source that the library writes to.</summary>
internal sealed class LogListener(LogEntryValues values, MetricLog log) : EventListener
{
    private const string Source = "Microsoft-Extensions-Logging";
    private const string Entry = "MessageJson";

    /// <summary>Entries with their values as JSON. Source: <c>LoggingEventSource.Keywords</c>.</summary>
    private const EventKeywords JsonEntries = (EventKeywords)8;

    private readonly Lock _lock = new();
    private readonly List<EventSource> _sources = [];
    private bool _isDisposed;

    public override void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            foreach (var source in _sources)
                source.EventCommandExecuted -= ListenAgain;
            _sources.Clear();
        }

        base.Dispose();
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name != Source)
            return;
        lock (_lock)
        {
            if (_isDisposed)
                return;
            _sources.Add(eventSource);
            eventSource.EventCommandExecuted += ListenAgain;
        }

        Listen(eventSource);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName != Entry || Volatile.Read(ref _isDisposed))
            return;
        if (Find(eventData, "LoggerName") is not { } category || Find(eventData, "ArgumentsJson") is not { } arguments || !values.Choose(category))
            return;
        // The library writes values in the culture of the thread that logs, and this runs on that very thread.
        foreach (var (metric, number) in values.Read(arguments, CultureInfo.CurrentCulture))
            log.Add(metric, number, new Dictionary<string, string> { ["category"] = category });
    }

    private static string? Find(EventWrittenEventArgs entry, string name) =>
        entry.PayloadNames?.IndexOf(name) is >= 0 and var index ? entry.Payload?[index] as string : null;

    private void Listen(EventSource source) => EnableEvents(source, EventLevel.Informational, JsonEntries);

    // The source stops for all listeners when one of them leaves.
    private void ListenAgain(object? sender, EventCommandEventArgs command)
    {
        if (command.Command == EventCommand.Disable && sender is EventSource source && !Volatile.Read(ref _isDisposed))
            Listen(source);
    }
}

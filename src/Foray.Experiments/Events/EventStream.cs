using Foray.Experiments.Secrets;
using Foray.Sdk.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Foray.Experiments.Events;

/// <summary>Brings events to the observer, one at a time, and lines of the log to the run's log file too; secrets are masked on the way.</summary>
internal sealed class EventStream(IRunObserver observer, TimeProvider clock) : IDisposable
{
    private readonly Lock _lock = new();
    private SecretMask _mask = new([]);
    private StreamWriter? _log;

    /// <summary>What was reported so far.</summary>
    public List<Diagnostic> Diagnostics { get; } = [];

    public void MaskWith(SecretMask mask) => _mask = mask;

    /// <summary>Writes the log to a file from now on.</summary>
    public void LogTo(string path) => _log = new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read)) { AutoFlush = true };

    public void Send(RunEvent happened)
    {
        var time = clock.GetUtcNow();
        EventLanes.Say(() => Send(happened, time));
    }

    public void Report(Diagnostic diagnostic)
    {
        var time = clock.GetUtcNow();
        EventLanes.Say(() => Report(diagnostic, time));
    }

    private void Send(RunEvent happened, DateTimeOffset time)
    {
        lock (_lock)
        {
            if (happened is LogLine line)
            {
                line = line with { Text = _mask.Apply(line.Text) };
                Log($"{line.Level} {line.Source}: {line.Text}", time);
                happened = line;
            }

            observer.On(happened);
        }
    }

    private void Report(Diagnostic diagnostic, DateTimeOffset time)
    {
        lock (_lock)
        {
            diagnostic = diagnostic with { Message = _mask.Apply(diagnostic.Message) };
            Diagnostics.Add(diagnostic);
            Log(diagnostic.ToString(), time);
            observer.On(new Reported(diagnostic));
        }
    }

    /// <summary>A log that cannot be written ends nothing: what is shown goes on, and what must not be lost is in the journal.</summary>
    private void Log(string line, DateTimeOffset time)
    {
        try
        {
            _log?.WriteLine($"{time:yyyy-MM-ddTHH:mm:ss.fffZ} {line}");
        }
        catch (IOException)
        {
            _log = null;
        }
    }

    public ILogger Logger(string source) => new EventLogger(Send, source);

    public void Dispose()
    {
        lock (_lock)
        {
            _log?.Dispose();
            _log = null; // a plugin may still speak
        }
    }
}

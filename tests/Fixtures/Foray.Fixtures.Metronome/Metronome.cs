using System.Text;
using Foray.Sdk.Consoles;
using Foray.Sdk.Plugins;
using Foray.Sdk.Results;
using Microsoft.Extensions.Logging;

namespace Foray.Fixtures.Metronome;

/// <summary>A plugin that beats between its start and its stop, and tells whenever something happens to it.</summary>
[Plugin("metronome")]
public sealed class Metronome : IResultWriter, IPluginLifecycle, IAsyncDisposable
{
    private readonly MetronomeOptions _options;
    private readonly ILogger _logger;
    private readonly IConsole _console;
    private readonly TimeProvider _time;
    private readonly IPluginHealth _health;
    private ITimer? _timer;
    private long _beats;

    /// <summary>A metronome that stands still.</summary>
    public Metronome(MetronomeOptions options, ILogger logger, IConsole console, TimeProvider time, IPluginHealth health)
    {
        (_options, _logger, _console, _time, _health) = (options, logger, console, time, health);
        console.WriteLine($"make metronome {options.Tempo}");
    }

    /// <inheritdoc/>
    public string FileName => _options.File;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = _time.CreateTimer(_ => Interlocked.Increment(ref _beats), null, TimeSpan.Zero, TimeSpan.FromMinutes(1) / _options.Tempo);
        _logger.Log(LogLevel.Information, "{Tempo} beats in a minute", _options.Tempo);
        _console.WriteLine("start metronome");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _timer?.Dispose();
        _timer = null;
        _console.WriteLine("stop metronome");
        return Task.CompletedTask;
    }

    /// <summary>Writes its tempo, and says that it is out of breath.</summary>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken)
    {
        _health.ReportDegraded("it is out of breath");
        return target.WriteAsync(Encoding.UTF8.GetBytes($"{_options.Tempo} {_options.Loudness}"), cancellationToken).AsTask();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _console.WriteLine("dispose metronome");
        return ValueTask.CompletedTask;
    }
}

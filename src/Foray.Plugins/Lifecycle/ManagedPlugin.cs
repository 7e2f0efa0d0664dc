using Foray.Plugins.Loading;
using Foray.Plugins.Manifests;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Plugins;

namespace Foray.Plugins.Lifecycle;

/// <summary>One plugin of a host: its state, its instance, and what its steps took. The host calls one step of it at a time; health and calls come at any time.</summary>
internal sealed class ManagedPlugin(PluginDescription plugin, PluginLoader loader, PluginHostOptions options, TimeProvider time) : IPluginHealth
{
    private readonly Lock _lock = new();
    private string? _limits;
    private PluginStatus _status = new(plugin.Id, PluginState.Discovered, time.GetUtcNow());

    public PluginDescription Plugin => plugin;

    public object? Instance { get; private set; }

    public PluginStatus Status
    {
        get
        {
            lock (_lock)
                return _status;
        }
    }

    public bool IsRunning => Status.State is PluginState.Active or PluginState.Degraded;

    /// <summary>Goes into a state; the table of transitions has to allow it.</summary>
    public void Enter(PluginState state, Diagnostic? cause = null)
    {
        lock (_lock)
        {
            if (!PluginTransitions.Allows(_status.State, state))
                throw new InvalidOperationException($"{plugin.Id} cannot become {state}: it is {_status.State}");
            _status = _status with { State = state, Since = time.GetUtcNow(), Cause = cause };
        }
    }

    public void Load()
    {
        var started = time.GetTimestamp();
        Try(() => loader.Load(plugin));
        Record(status => status with { LoadTime = time.GetElapsedTime(started) });
        Enter(PluginState.Loaded);
    }

    public void Initialize(MappingNode section, Type contract)
    {
        var started = time.GetTimestamp();
        Instance = Try(() => loader.Create(plugin, section, contract, this));
        Record(status => status with { InitializeTime = time.GetElapsedTime(started) });
        Enter(PluginState.Initialized);
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _limits = null;
        Enter(PluginState.Starting);
        var started = time.GetTimestamp();
        try
        {
            if (Instance is IPluginLifecycle lifecycle)
                await Deadline.RunAsync(lifecycle.StartAsync, options.StartTimeout, time, cancellationToken);
        }
        catch (Exception error)
        {
            var cause = Explain(error, "failed while it started", "did not start", options.StartTimeout, cancellationToken);
            await StopQuietlyAsync();
            Enter(PluginState.Failed, cause);
            throw error is OperationCanceledException && cancellationToken.IsCancellationRequested ? error : new DiagnosticException(cause, error);
        }

        lock (_lock)
        {
            Record(status => status with { StartTime = time.GetElapsedTime(started) });
            Enter(PluginState.Active);
            if (_limits is not null)
                Degrade(_limits);
        }
    }

    public async Task StopAsync()
    {
        Enter(PluginState.Stopping);
        try
        {
            if (Instance is IPluginLifecycle lifecycle)
                await Deadline.RunAsync(lifecycle.StopAsync, options.StopTimeout, time, CancellationToken.None);
        }
        catch (Exception error)
        {
            var cause = Explain(error, "failed while it stopped", "did not stop", options.StopTimeout, CancellationToken.None);
            Enter(PluginState.Failed, cause);
            throw new DiagnosticException(cause, error);
        }

        Enter(PluginState.Stopped);
    }

    /// <summary>Disposes the instance, so that another can be made.</summary>
    public async ValueTask ReleaseAsync()
    {
        var instance = Instance;
        Instance = null;
        try
        {
            if (instance is IAsyncDisposable or IDisposable)
                await Deadline.RunAsync(_ => DisposeAsync(instance).AsTask(), options.StopTimeout, time, CancellationToken.None);
        }
        catch (Exception error)
        {
            throw Fail(Explain(error, "failed while it was disposed", "was not disposed", options.StopTimeout, CancellationToken.None), error);
        }
    }

    /// <summary>Calls the plugin, and counts what the call took; a failed call is told and changes nothing else.</summary>
    public async Task<TResult> CallAsync<TResult>(Func<object, Task<TResult>> call)
    {
        var instance = Instance ?? throw new DiagnosticException(Diagnostic.Error(PluginCodes.Fault, $"{LoadFaults.Name(plugin)} is {Word(Status.State)} and cannot be called", "start it first"));
        var started = time.GetTimestamp();
        var failed = true;
        try
        {
            var result = await call(instance);
            failed = false;
            return result;
        }
        catch (Exception error) when (error is not (DiagnosticException or OperationCanceledException))
        {
            throw PluginLoader.Fault(plugin, "failed while it was called", error);
        }
        finally
        {
            Record(status => status with
            {
                Calls = status.Calls + 1,
                FailedCalls = status.FailedCalls + (failed ? 1 : 0),
                CallTime = status.CallTime + time.GetElapsedTime(started),
            });
        }
    }

    /// <summary>Fails the plugin.</summary>
    public DiagnosticException Fail(Diagnostic cause, Exception? error = null)
    {
        Enter(PluginState.Failed, cause);
        return new DiagnosticException(cause, error);
    }

    void IPluginHealth.ReportDegraded(string reason)
    {
        lock (_lock)
        {
            // What it says before it is active counts as soon as it is.
            if (_status.State == PluginState.Starting)
                _limits = reason;
            if (IsRunning)
                Degrade(reason);
        }
    }

    void IPluginHealth.ReportRecovered()
    {
        lock (_lock)
        {
            _limits = null;
            if (_status.State == PluginState.Degraded)
                _status = _status with { State = PluginState.Active, Since = time.GetUtcNow(), Cause = null };
        }
    }

    private void Degrade(string reason)
    {
        var since = _status.State == PluginState.Degraded ? _status.Since : time.GetUtcNow();
        _status = _status with { State = PluginState.Degraded, Since = since, Cause = Diagnostic.Warning(PluginCodes.Degraded, $"{LoadFaults.Name(plugin)}: {reason}") };
    }

    private static ValueTask DisposeAsync(object instance)
    {
        if (instance is IAsyncDisposable asynchronous)
            return asynchronous.DisposeAsync();
        ((IDisposable)instance).Dispose();
        return ValueTask.CompletedTask;
    }

    private void Record(Func<PluginStatus, PluginStatus> change)
    {
        lock (_lock)
            _status = change(_status);
    }

    private void Try(Action step) => Try<object?>(() =>
    {
        step();
        return null;
    });

    private T Try<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (DiagnosticException refusal)
        {
            Enter(PluginState.Failed, refusal.Diagnostics[0]);
            throw;
        }
    }

    private async Task StopQuietlyAsync()
    {
        try
        {
            if (Instance is IPluginLifecycle lifecycle)
                await Deadline.RunAsync(lifecycle.StopAsync, options.StopTimeout, time, CancellationToken.None);
        }
        catch (Exception)
        {
            // The failed start is what is told.
        }
    }

    private Diagnostic Explain(Exception error, string what, string tooSlow, TimeSpan limit, CancellationToken cancellationToken) => error switch
    {
        DiagnosticException refusal => refusal.Diagnostics[0],
        TimeoutException when error is DeadlineException => Diagnostic.Error(PluginCodes.TooSlow, $"{LoadFaults.Name(plugin)} {tooSlow} within {limit.TotalSeconds:0.###} s",
            "this is a fault of the plugin: it has to heed its cancellation token"),
        OperationCanceledException when cancellationToken.IsCancellationRequested => Diagnostic.Error(PluginCodes.Fault, $"the start of {LoadFaults.Name(plugin)} was cancelled"),
        _ => PluginLoader.Fault(plugin, what, error).Diagnostics[0],
    };

    internal static string Word(PluginState state) => state.ToString().ToLowerInvariant();
}

using Foray.Plugins.Loading;
using Foray.Plugins.Manifests;
using Foray.Plugins.Scopes;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Plugins;

namespace Foray.Plugins.Lifecycle;

/// <summary>One plugin of a host: its state, its instance, and what its steps took. The host calls one step of it at a time; health and calls come at any time.</summary>
internal sealed class ManagedPlugin(PluginDescription plugin, PluginLoader loader, ClaimRegister claims, PluginHostOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private InstanceHealth? _health;
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
        var health = new InstanceHealth(this);
        lock (_lock)
            (_health, _limits) = (health, null);
        Instance = Try(() => loader.Create(plugin, section, contract, health));
        Try(() => Claim(Instance));
        Record(status => status with { InitializeTime = time.GetElapsedTime(started) });
        Enter(PluginState.Initialized);
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Enter(PluginState.Starting);
        var started = time.GetTimestamp();
        try
        {
            if (Instance is IPluginLifecycle lifecycle)
                await Deadline.RunAsync(lifecycle.StartAsync, options.StartTimeout, time, mayEndLate: false, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            var cause = Explain(error, "failed while it started", "did not start", options.StartTimeout, cancellationToken);
            await StopQuietlyAsync().ConfigureAwait(false);
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
        lock (_lock)
        {
            Enter(PluginState.Stopping);
            _limits = null;
        }

        try
        {
            if (Instance is IPluginLifecycle lifecycle)
                await Deadline.RunAsync(lifecycle.StopAsync, options.StopTimeout, time, mayEndLate: true, CancellationToken.None).ConfigureAwait(false);
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
        lock (_lock)
            (Instance, _health, _limits) = (null, null, null);
        try
        {
            if (instance is not null)
                await Disposal.RunAsync(instance, plugin, options.StopTimeout, time).ConfigureAwait(false);
        }
        catch (DiagnosticException error)
        {
            throw Fail(error.Diagnostics[0], error);
        }
        finally
        {
            // Not before: until then it may use what it claimed.
            if (instance is not null)
                claims.Release(instance);
        }
    }

    /// <summary>The instance, where there is one that has not failed.</summary>
    /// <exception cref="DiagnosticException">There is none.</exception>
    /// <exception cref="ArgumentException">It is something else.</exception>
    public T Usable<T>()
        where T : class
    {
        var status = Status;
        if (Instance is not { } instance || status.State == PluginState.Failed)
            throw new DiagnosticException(Diagnostic.Error(PluginCodes.Unknown,
                $"{LoadFaults.Name(plugin)} is {Word(status.State)} and cannot be used{(status.Cause is { } cause ? $": {cause.Message}" : "")}", "start it first"));
        return instance as T ?? throw new ArgumentException($"{plugin.Id} is no {typeof(T)}");
    }

    /// <summary>Calls the plugin, and counts what the call took; a failed call is told and changes nothing else.</summary>
    public async Task<TResult> CallAsync<T, TResult>(Func<T, Task<TResult>> call, CancellationToken cancellationToken)
        where T : class
    {
        var instance = Usable<T>();
        var started = time.GetTimestamp();
        var failed = true;
        try
        {
            var result = await call(instance).ConfigureAwait(false);
            failed = false;
            return result;
        }
        catch (Exception error) when (error is not DiagnosticException && !(error is OperationCanceledException && cancellationToken.IsCancellationRequested))
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

    /// <summary>Notes the limits of an instance, or that it has none; what one says that was replaced counts for nothing.</summary>
    public void Report(InstanceHealth source, string? limits)
    {
        lock (_lock)
        {
            var isComing = Instance is null || _status.State is PluginState.Initialized or PluginState.Starting;
            if (source != _health || !(isComing || IsRunning))
                return;
            // What it says before it is active counts as soon as it is.
            _limits = limits;
            if (IsRunning && limits is not null)
                Degrade(limits);
            else if (_status.State == PluginState.Degraded)
                _status = _status with { State = PluginState.Active, Since = time.GetUtcNow(), Cause = null };
        }
    }

    private void Degrade(string reason)
    {
        var since = _status.State == PluginState.Degraded ? _status.Since : time.GetUtcNow();
        _status = _status with { State = PluginState.Degraded, Since = since, Cause = Diagnostic.Warning(PluginCodes.Degraded, $"{LoadFaults.Name(plugin)}: {reason}") };
    }

    private void Claim(object instance)
    {
        if (instance is not IClaimsResources claiming)
            return;
        try
        {
            claims.Take(instance, claiming.Claims, $"{plugin.Kind} '{plugin.Name}' (host)");
        }
        catch (Exception error) when (error is not DiagnosticException)
        {
            throw PluginLoader.Fault(plugin, "failed to tell what it needs", error);
        }
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
                await Deadline.RunAsync(lifecycle.StopAsync, options.StopTimeout, time, mayEndLate: true, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The failed start is what is told.
        }
    }

    private Diagnostic Explain(Exception error, string what, string tooSlow, TimeSpan limit, CancellationToken cancellationToken) => error switch
    {
        DiagnosticException refusal => refusal.Diagnostics[0],
        DeadlineException => LoadFaults.TooSlow(plugin, tooSlow, limit, "this is a fault of the plugin: it has to heed its cancellation token"),
        OperationCanceledException when cancellationToken.IsCancellationRequested => Diagnostic.Error(PluginCodes.Fault, $"the start of {LoadFaults.Name(plugin)} was cancelled"),
        _ => PluginLoader.Fault(plugin, what, error).Diagnostics[0],
    };

    private static string Word(PluginState state) => state.ToString().ToLowerInvariant();
}

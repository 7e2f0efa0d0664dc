using System.Security.Cryptography;
using Foray.Sdk.Diagnostics;
using Foray.Tracking.Server;
using Foray.Tracking.Store;
using Foray.Web;
using Foray.Web.Access;

namespace Foray.Cli.Hosting;

/// <summary>
/// Takes what the scripts of a run log with MLflow's clients. Until the first of them comes there is a port and nothing else: a run whose scripts do not use it pays for no web server.
/// </summary>
internal sealed class ScriptServer : IAsyncDisposable
{
    private const string Failing = "FORAY153";

    /// <summary>Scripts have ended before it is stopped: what still goes on is of nobody who waits.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly OpenPort _port;
    private readonly ITrackingStore _store;
    private readonly IRunOwner _owner;
    private readonly Action<Diagnostic> _report;
    private readonly string _token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _work;
    private int _reported;

    private ScriptServer(OpenPort port, ITrackingStore store, IRunOwner owner, Experiment experiment, Action<Diagnostic> report)
    {
        (_port, _store, _owner, _report) = (port, store, owner, report);
        Variables = new ClientVariables(port.Address, _token, experiment);
        _work = WorkAsync();
    }

    /// <summary>What scripts need in order to come here.</summary>
    public ClientVariables Variables { get; }

    /// <summary>Opens the port.</summary>
    /// <param name="store">Where things are logged; stays open.</param>
    /// <param name="owner">Who began the runs that scripts log to.</param>
    /// <param name="experiment">Name of the experiment of those runs, which is there after that.</param>
    /// <param name="report">Told what goes wrong.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null where it cannot be, which is told: the run goes on without.</returns>
    public static async Task<ScriptServer?> OpenAsync(ITrackingStore store, IRunOwner owner, string experiment, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        try
        {
            var found = await store.Experiments.FindAsync(experiment, cancellationToken)
                ?? await store.Experiments.CreateAsync(experiment, cancellationToken)
                ?? await store.Experiments.FindAsync(experiment, cancellationToken);
            return new ScriptServer(OpenPort.Open(), store, owner, found!, report);
        }
        catch (DiagnosticException failure)
        {
            report(Problem(failure.Diagnostics[0].Message));
            return null;
        }
    }

    /// <summary>Takes nothing more. What clients were told is there is in the store then.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync();
        await _work;
        _port.Dispose();
        _stopping.Dispose();
    }

    private async Task WorkAsync()
    {
        try
        {
            await _port.WaitAsync(_stopping.Token);
            await ServeAsync();
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Nobody came, or too late.
        }
        catch (Exception failure)
        {
            Report(failure);
            _port.Dispose();
        }
    }

    /// <summary>In a method of its own, so that nothing of ASP.NET is loaded before it is called.</summary>
    private async Task ServeAsync()
    {
        var options = new WebOptions { Open = _port, Token = BearerToken.Parse(_token, "the run"), StopTimeout = Patience, Failed = Report };
        await using var mlflow = await MLflowServer.OpenAsync(_store, _owner, TimeProvider.System, _stopping.Token);
        await using var server = await WebServer.StartAsync(options, mlflow.Map, _stopping.Token);
        var stopped = new TaskCompletionSource();
        await using var registration = _stopping.Token.Register(() => stopped.TrySetResult());
        await stopped.Task;
        await server.StopAsync(CancellationToken.None);
    }

    private void Report(Exception failure)
    {
        if (Interlocked.Exchange(ref _reported, 1) == 0)
            _report(Problem(failure is DiagnosticException { Diagnostics: [var first, ..] } ? first.Message : failure.Message));
    }

    private static Diagnostic Problem(string reason) => Diagnostic.Warning(
        Failing, $"scripts cannot log with MLflow's clients, or not all of it: {reason}", "the run goes on without; what scripts append to $FORAY_METRICS is kept all the same");
}

using Foray.Jobs.Running;
using Foray.Plugins.Scopes;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;

namespace Foray.Jobs.Scheduling;

/// <summary>The runners of one suite that work for one of the tests that run at the same time: a driver of each kind, in a scope of its own, set up when it is first needed.</summary>
internal sealed class RunnerSlot(PluginScope scope, TimeSpan grace, ProblemList problems, TimeProvider clock) : IAsyncDisposable
{
    private readonly Dictionary<string, IRunner> _runners = new(StringComparer.Ordinal);

    /// <exception cref="DiagnosticException">It cannot be made.</exception>
    public async ValueTask<IRunner> GetAsync(string kind, CancellationToken cancellationToken)
    {
        if (_runners.TryGetValue(kind, out var ready))
            return ready;
        var runner = await scope.Driver<IRunner>().UseAsync(kind);
        try
        {
            await runner.SetUpAsync(cancellationToken);
        }
        catch
        {
            await TearDownAsync(kind, runner);
            throw;
        }

        return _runners[kind] = runner;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (kind, runner) in _runners)
            await TearDownAsync(kind, runner);
        try
        {
            await scope.DisposeAsync();
        }
        catch (DiagnosticException failure)
        {
            problems.Add(failure);
        }
    }

    private async Task TearDownAsync(string kind, IRunner runner)
    {
        using var limit = new CancellationTokenSource(grace, clock);
        try
        {
            await runner.TearDownAsync(limit.Token).WaitAsync(grace * 2, clock, CancellationToken.None);
        }
        catch (DiagnosticException failure)
        {
            problems.Add(failure);
        }
        catch (Exception error)
        {
            problems.Add(new DiagnosticException(Diagnostic.Error(Plugins.PluginCodes.Fault, $"runner '{kind}' failed while it cleaned up: {error.Message}", "this is a fault of the plugin; tell its author"), error));
        }
    }
}

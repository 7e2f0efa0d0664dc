using Foray.Jobs.Planning;
using Foray.Plugins.Scopes;
using Foray.Sdk.Jobs;

namespace Foray.Jobs.Scheduling;

/// <summary>Where the tests of a suite run: its scope, and its spawner, made when the first of them begins.</summary>
internal sealed class SuiteSite(PluginScope scope, PlannedSuite suite) : IDisposable
{
    private readonly SemaphoreSlim _once = new(1, 1);
    private ISpawner? _spawner;

    public PluginScope Scope => scope;

    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">It cannot be made.</exception>
    public async ValueTask<ISpawner> GetSpawnerAsync()
    {
        if (Volatile.Read(ref _spawner) is { } ready)
            return ready;
        await _once.WaitAsync();
        try
        {
            return _spawner ??= await scope.Driver<ISpawner>().UseAsync(JobPlanner.SpawnerOf(suite, scope), suite.Settings.SpawnerOptions, $"suite '{suite.Name}'");
        }
        finally
        {
            _once.Release();
        }
    }

    public void Dispose() => _once.Dispose();
}

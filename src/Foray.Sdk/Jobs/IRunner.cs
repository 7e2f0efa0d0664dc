using Foray.Sdk.Plugins;

namespace Foray.Sdk.Jobs;

/// <summary>Runs tests of one kind: <see cref="Runnable.Kind"/> is the plugin's name. May be called for several tests at once.</summary>
[PluginKind("runner")]
public interface IRunner
{
    /// <summary>Prepares for the tests that follow. Default: nothing.</summary>
    Task SetUpAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs a test and waits for its end. When cancelled, it stops what it started.</summary>
    Task<TestOutcome> RunAsync(Runnable test, ITestContext context, CancellationToken cancellationToken);

    /// <summary>Cleans up after the last test; called whatever happened, also where <see cref="SetUpAsync"/> failed. Default: nothing.</summary>
    Task TearDownAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

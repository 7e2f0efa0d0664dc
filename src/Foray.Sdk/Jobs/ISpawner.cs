using Foray.Sdk.Machines;
using Foray.Sdk.Plugins;

namespace Foray.Sdk.Jobs;

/// <summary>Decides where a test runs: on this computer, on a machine of a site, in a container of its own.</summary>
[PluginKind("spawner")]
public interface ISpawner
{
    /// <summary>Gives a test a machine, and waits until one is free.</summary>
    Task<IMachine> AcquireAsync(Runnable test, CancellationToken cancellationToken);

    /// <summary>Takes a machine back and removes what was made for the test. Safe to repeat.</summary>
    Task ReleaseAsync(IMachine machine, CancellationToken cancellationToken);
}

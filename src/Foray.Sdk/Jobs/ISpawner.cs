using Foray.Sdk.Machines;
using Foray.Sdk.Plugins;

namespace Foray.Sdk.Jobs;

/// <summary>Decides where a test runs: on this computer, on a machine of a site, in a container of its own. A machine is one test's until it is released. May be called for several tests at once.</summary>
[PluginKind("spawner")]
public interface ISpawner
{
    /// <summary>Gives a test a machine, and waits until one is free. Cancelling ends the waiting, and takes no machine.</summary>
    /// <exception cref="Diagnostics.DiagnosticException">No machine can be had; nothing is left of the attempt.</exception>
    Task<IMachine> AcquireAsync(Runnable test, CancellationToken cancellationToken);

    /// <summary>Takes a machine back and removes what was made for the test. Safe to repeat.</summary>
    Task ReleaseAsync(IMachine machine, CancellationToken cancellationToken);
}

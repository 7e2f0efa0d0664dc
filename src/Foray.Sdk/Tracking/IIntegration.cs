using Foray.Sdk.Plugins;

namespace Foray.Sdk.Tracking;

/// <summary>
/// Turns what a framework reports by itself into metrics of a run: meters, log values, benchmark results. May listen for several sinks at once.
/// It throws nothing into the framework, also where a sink fails, and listens on then.
/// </summary>
[PluginKind("integration")]
public interface IIntegration
{
    /// <summary>Begins to listen.</summary>
    /// <param name="sink">Takes the metrics.</param>
    /// <returns>Disposing it ends the listening for this sink, and lets go of the sink; safe to repeat.</returns>
    IDisposable Attach(IMetricSink sink);
}

using Foray.Sdk.Plugins;

namespace Foray.Sdk.Tracking;

/// <summary>Turns what a framework reports by itself into metrics of a run: meters, log values, benchmark results.</summary>
[PluginKind("integration")]
public interface IIntegration
{
    /// <summary>Begins to listen.</summary>
    /// <param name="sink">Takes the metrics.</param>
    /// <returns>Disposing it ends the listening; safe to repeat.</returns>
    IDisposable Attach(IMetricSink sink);
}

using Foray.Plugins.Manifests;
using Foray.Sdk.Plugins;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Foray.Plugins.Loading;

/// <summary>The program's services as one plugin sees them: the logger is its own, and so is its health.</summary>
internal sealed partial class PluginServices(IServiceProvider services, PluginDescription plugin, IPluginHealth? health) : IServiceProvider
{
    public object? GetService(Type serviceType)
    {
        if (serviceType == typeof(ILogger))
            return Logger();
        return serviceType == typeof(IPluginHealth) ? health ?? new LoggedHealth(Logger()) : services.GetService(serviceType);
    }

    private ILogger Logger() =>
        services.GetService(typeof(ILogger)) as ILogger
        ?? (services.GetService(typeof(ILoggerFactory)) as ILoggerFactory)?.CreateLogger(plugin.Id)
        ?? NullLogger.Instance;

    /// <summary>Where nobody follows a plugin's state, what it reports is at least in the log.</summary>
    private sealed partial class LoggedHealth(ILogger logger) : IPluginHealth
    {
        public void ReportDegraded(string reason) => Degraded(logger, reason);

        public void ReportRecovered() => Recovered(logger);

        [LoggerMessage(LogLevel.Warning, "degraded: {Reason}")]
        private static partial void Degraded(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Information, "recovered")]
        private static partial void Recovered(ILogger logger);
    }
}

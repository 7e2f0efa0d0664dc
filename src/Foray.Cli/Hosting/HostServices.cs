using Foray.Configuration.Settings;
using Foray.Experiments;
using Foray.Experiments.Events;
using Foray.Plugins.Catalog;
using Foray.Plugins.Loading;
using Foray.Processes;
using Foray.Sdk.Consoles;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Processes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Foray.Cli.Hosting;

/// <summary>Puts the program together: the only place that knows every part.</summary>
internal sealed class HostServices : IServiceProvider
{
    private readonly IConsole _console;
    private readonly Lazy<IProcesses> _processes = new(() => new SystemProcesses());

    private HostServices(IRunObserver observer) => _console = new ObserverConsole(observer);

    /// <summary>Services for work on an experiment.</summary>
    /// <param name="experimentFolder">Folder whose settings count.</param>
    /// <param name="observer">Shows what happens.</param>
    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">A settings file is wrong.</exception>
    public static ExperimentServices Create(string experimentFolder, IRunObserver observer)
    {
        var settings = SettingsLayers.Load(experimentFolder);
        if (settings.Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error))
            throw new DiagnosticException(settings.Diagnostics);
        var host = new HostServices(observer);
        return new ExperimentServices(
            CatalogBuilder.FromDefaultPlaces(settings.Plugins), settings.Diagnostics, new PluginLoader(host), host._processes, TimeProvider.System, observer);
    }

    public object? GetService(Type serviceType)
    {
        if (serviceType == typeof(ILogger))
            return NullLogger.Instance;
        if (serviceType == typeof(TimeProvider))
            return TimeProvider.System;
        if (serviceType == typeof(IConsole))
            return _console;
        return serviceType == typeof(IProcesses) ? _processes.Value : null;
    }

    private sealed class ObserverConsole(IRunObserver observer) : IConsole
    {
        public void WriteLine(string text) => observer.On(new LogLine(LogLevel.Information, "plugin", text));
    }
}

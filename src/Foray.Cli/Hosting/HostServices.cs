using Foray.Cli.Commands;
using Foray.Configuration.Settings;
using Foray.Experiments;
using Foray.Experiments.Events;
using Foray.Jobs;
using Foray.Plugins.Catalog;
using Foray.Plugins.Loading;
using Foray.Plugins.Settings;
using Foray.Plugins.Trust;
using Foray.Processes;
using Foray.Processes.Wardens;
using Foray.Sdk.Ansible;
using Foray.Sdk.Consoles;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;
using Foray.Sdk.Processes;
using Microsoft.Extensions.Logging;

namespace Foray.Cli.Hosting;

/// <summary>Puts the program together: the only place that knows every part.</summary>
internal sealed class HostServices : IServiceProvider
{
    /// <summary>The program's name in folders of data.</summary>
    public const string Name = "foray";

    private readonly PluginOutput _output;
    private readonly Lazy<IProcesses> _processes = new(() => new SystemProcesses(warden: Environment.ProcessPath is { } program ? [program, WardenProgram.Argument] : null));

    private readonly IMachines _machines;
    private Lazy<ITestBench>? _bench;

    private HostServices(IRunObserver observer, IMachines? machines = null)
    {
        _output = new PluginOutput(observer);
        _machines = machines ?? new ExperimentMachines(() => new ExperimentPaths(CommonOptions.DefaultFile), []);
    }

    /// <summary>Services for work on an experiment.</summary>
    /// <param name="experimentFolder">Folder whose settings count.</param>
    /// <param name="observer">Shows what happens.</param>
    /// <param name="plugins">Packages that the command line names by their paths.</param>
    /// <exception cref="DiagnosticException">A settings file is wrong.</exception>
    public static ExperimentServices Create(string experimentFolder, IRunObserver observer, IReadOnlyList<string> plugins)
    {
        var settings = SettingsOf(experimentFolder);
        var host = new HostServices(observer);
        var catalog = CatalogOf(experimentFolder, settings.Plugins, plugins);
        var loader = new PluginLoader(host);
        host._bench = new(() => new TestBench(new JobServices(catalog, loader) { Observer = new BenchProblems(observer) }));
        return new ExperimentServices(
            catalog, [.. settings.Diagnostics, .. SettingsCheck.Check(catalog)], loader, host._processes, TimeProvider.System, observer)
        {
            Output = host._output,
            OpenTracking = RunTracking.OpenAsync,
            CheckMetricFilter = RunTracking.CheckFilter,
        };
    }

    /// <summary>What plugins get from the program.</summary>
    /// <param name="observer">Shows what plugins say.</param>
    /// <param name="machines">The machines that plugins reach. Default: those of the experiment in the current folder.</param>
    public static IServiceProvider Of(IRunObserver observer, IMachines? machines = null) => new HostServices(observer, machines);

    /// <summary>The settings that count in a folder.</summary>
    /// <exception cref="DiagnosticException">A settings file is wrong.</exception>
    public static LoadedSettings SettingsOf(string projectFolder)
    {
        var settings = SettingsLayers.Load(projectFolder);
        return settings.Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error) ? throw new DiagnosticException(settings.Diagnostics) : settings;
    }

    /// <summary>The plugins that are found from a project's folder.</summary>
    /// <param name="projectFolder">The folder.</param>
    /// <param name="settings">What the user decided.</param>
    /// <param name="plugins">Packages that the command line names by their paths.</param>
    /// <exception cref="DiagnosticException">A path leads to no package.</exception>
    public static PluginCatalog CatalogOf(string projectFolder, PluginSettings settings, IReadOnlyList<string> plugins) =>
        CatalogBuilder.Find(CatalogPlaces.Of(Name) with { ProjectFolder = projectFolder, Trust = TrustOf, Files = [.. plugins.Select(PackagePath.AssemblyOf)] }, settings);

    private static ProjectTrustState TrustOf(string projectFolder) =>
        ProjectTrust.DefaultPath(Name) is { } file ? new ProjectTrust(file).Check(projectFolder, out _).State : ProjectTrustState.Untrusted;

    public object? GetService(Type serviceType)
    {
        if (serviceType == typeof(TimeProvider))
            return TimeProvider.System;
        if (serviceType == typeof(IConsole))
            return _output;
        if (serviceType == typeof(ILoggerFactory))
            return _output.CreateLoggers();
        if (serviceType == typeof(IAnsible))
            return new AnsiblePlaybooks(_processes.Value, TimeProvider.System);
        if (serviceType == typeof(IMachines))
            return _machines;
        if (serviceType == typeof(ITestBench))
            return _bench?.Value;
        return serviceType == typeof(IProcesses) ? _processes.Value : null;
    }
}

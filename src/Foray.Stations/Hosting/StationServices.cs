using Foray.Plugins.Catalog;
using Foray.Plugins.Loading;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Processes;

namespace Foray.Stations.Hosting;

/// <summary>What a station needs of the program that it is a part of.</summary>
/// <param name="Catalog">The plugins that were found.</param>
/// <param name="Loader">Loads them.</param>
/// <param name="Processes">Starts processes.</param>
/// <param name="Time">The time.</param>
/// <param name="Report">Told of what goes wrong while the station runs. It may be called from several threads.</param>
public sealed record StationServices(PluginCatalog Catalog, PluginLoader Loader, IProcesses Processes, TimeProvider Time, Action<Diagnostic> Report);

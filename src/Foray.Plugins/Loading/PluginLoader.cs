using System.Reflection;
using Foray.Plugins.Manifests;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Plugins;

namespace Foray.Plugins.Loading;

/// <summary>Loads packages, each at most once and only when one of its plugins is made.</summary>
/// <param name="services">Source of the Sdk's services for constructors.</param>
public sealed class PluginLoader(IServiceProvider services)
{
    private readonly Dictionary<string, Assembly> _packages = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Makes a plugin from its section.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <param name="options">Its section, already checked.</param>
    /// <exception cref="DiagnosticException">The package cannot be loaded, the plugin failed while it was made, or the section does not fit.</exception>
    public T Create<T>(PluginDescription plugin, MappingNode options)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(plugin);
        try
        {
            var type = LoadPackage(plugin.Package).GetType(plugin.Factory, throwOnError: true)!;
            var factory = (IPluginFactory)Activator.CreateInstance(type)!;
            return (T)factory.Create(options, services);
        }
        catch (DiagnosticException)
        {
            throw;
        }
        catch (Exception error)
        {
            throw Fault(plugin, "could not be made", error);
        }
    }

    /// <summary>The diagnostic for a plugin that failed where it should not have.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <param name="what">What failed, for example <c>failed while it ran</c>.</param>
    /// <param name="error">What it threw.</param>
    public static DiagnosticException Fault(PluginDescription plugin, string what, Exception error)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        ArgumentNullException.ThrowIfNull(error);
        var cause = error is TargetInvocationException or TypeInitializationException && error.InnerException is { } inner ? inner : error;
        return new DiagnosticException(Diagnostic.Error(PluginCodes.Fault,
            $"{plugin.Kind} '{plugin.Name}' of package '{plugin.Package.Name}' {what}: {cause.Message}",
            "this is a fault of the plugin; run again with --debug for its stack trace, and tell its author"), error);
    }

    private Assembly LoadPackage(PluginPackage package)
    {
        lock (_lock)
        {
            if (!_packages.TryGetValue(package.AssemblyPath, out var assembly))
                _packages[package.AssemblyPath] = assembly = new PackageLoadContext(package.AssemblyPath).LoadPackage();
            return assembly;
        }
    }
}

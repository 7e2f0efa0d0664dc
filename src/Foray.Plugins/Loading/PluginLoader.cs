using System.Reflection;
using Foray.Plugins.Manifests;
using Foray.Plugins.Schemas;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Plugins;

namespace Foray.Plugins.Loading;

/// <summary>Loads packages, each at most once and only when one of its plugins is made.</summary>
/// <param name="services">Source of the Sdk's services for constructors.</param>
/// <param name="sharedAssemblies">Assemblies of the program in which it defines kinds of its own. Default: none.</param>
/// <param name="unloadable">
/// True where packages can be unloaded again; their code is then compiled at run time, whatever they contain, which makes first calls slower. Default: false.
/// </param>
public sealed class PluginLoader(IServiceProvider services, IEnumerable<Assembly>? sharedAssemblies = null, bool unloadable = false)
{
    private readonly SharedAssemblies _shared = new(sharedAssemblies ?? []);
    private readonly Dictionary<string, PackageLoadContext> _contexts = new(StringComparer.Ordinal);
    private readonly HashSet<PluginPackage> _forgotten = [];
    private readonly Dictionary<string, int> _retained = new(StringComparer.Ordinal); // by path, as several catalogs can know one package
    private readonly HashSet<string> _kept = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Makes a plugin from its section.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <param name="options">Its section, already checked.</param>
    /// <exception cref="DiagnosticException">The package cannot be loaded, the plugin failed while it was made, or the section does not fit.</exception>
    public T Create<T>(PluginDescription plugin, MappingNode options)
        where T : class => (T)Create(plugin, options, typeof(T), null);

    /// <summary>The diagnostic for a plugin that failed where it should not have.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <param name="what">What failed, for example <c>failed while it ran</c>.</param>
    /// <param name="error">What it threw.</param>
    public static DiagnosticException Fault(PluginDescription plugin, string what, Exception error)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        ArgumentNullException.ThrowIfNull(error);
        var cause = error is TargetInvocationException or TypeInitializationException && error.InnerException is { } inner ? inner : error;
        return new DiagnosticException(Diagnostic.Error(PluginCodes.Fault, $"{LoadFaults.Name(plugin)} {what}: {cause.Message}",
            "this is a fault of the plugin; run again with --debug for its stack trace, and tell its author"), error);
    }

    /// <summary>Makes a plugin with a health of its own.</summary>
    internal object Create(PluginDescription plugin, MappingNode options, Type contract, IPluginHealth? health)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        Keep(plugin.Package);
        return Make(plugin, options, contract, health);
    }

    /// <summary>Makes a plugin whose package stays loaded until it is told with <see cref="Release"/> that the plugin is gone.</summary>
    internal T CreateRetained<T>(PluginDescription plugin, MappingNode options)
        where T : class
    {
        lock (_lock)
            _retained[plugin.Package.AssemblyPath] = _retained.GetValueOrDefault(plugin.Package.AssemblyPath) + 1;
        try
        {
            return (T)Make(plugin, options, typeof(T), null);
        }
        catch
        {
            Release(plugin.Package);
            throw;
        }
    }

    /// <summary>Counts one retained plugin less. With the last one goes a package that was to be forgotten meanwhile, and one that nothing else asked for, where the loader can unload.</summary>
    internal void Release(PluginPackage package)
    {
        lock (_lock)
        {
            if (--_retained[package.AssemblyPath] > 0)
                return;
            _retained.Remove(package.AssemblyPath);
            if (unloadable && !_kept.Contains(package.AssemblyPath))
                _forgotten.Add(package);
            ForgetFree();
        }
    }

    private object Make(PluginDescription plugin, MappingNode options, Type contract, IPluginHealth? health)
    {
        Refuse(plugin);
        try
        {
            var ownServices = new PluginServices(services, plugin, health);
            // The binders of packages know former keys.
            var made = plugin.Registration is { } registration
                ? registration.Create(new FormerKeys().Rename(options, registration.Schema), ownServices)
                : FactoryOf(plugin).Create(options, ownServices);
            if (!contract.IsInstanceOfType(made))
                throw new FalseManifestException($"'{plugin.Type}' is no {contract.FullName}");
            return contract != typeof(object) || IsOfKind(made, plugin.Kind) ? made : throw new FalseManifestException($"'{plugin.Type}' is no {plugin.Kind}");
        }
        catch (DiagnosticException)
        {
            throw;
        }
        catch (Exception error)
        {
            throw new DiagnosticException(LoadFaults.Explain(plugin, error), error);
        }
    }

    /// <summary>Loads the package of a plugin, and makes none.</summary>
    /// <exception cref="DiagnosticException">It cannot be loaded.</exception>
    internal void Load(PluginDescription plugin)
    {
        Keep(plugin.Package);
        Refuse(plugin);
        try
        {
            if (plugin.Registration is null)
                _ = FactoryOf(plugin);
        }
        catch (Exception error) when (error is not DiagnosticException)
        {
            throw new DiagnosticException(LoadFaults.Explain(plugin, error), error);
        }
    }

    /// <summary>True where packages can be unloaded.</summary>
    internal bool CanUnload => unloadable;

    /// <summary>Why the contracts that a plugin implements are not there for it; null where they are. Loads nothing.</summary>
    internal Diagnostic? FindContractProblem(PluginDescription plugin) => PluginContracts.FindProblem(plugin, _shared);

    /// <summary>
    /// Lets go of a package, so that it is loaded anew when it is needed again. Where the loader can unload, its memory is free when nothing refers to its objects any more.
    /// A package whose contracts others use stays as long as they do: they would mean other types than it does. So does one that has retained plugins.
    /// </summary>
    internal void Forget(PluginPackage package)
    {
        lock (_lock)
        {
            _kept.Remove(package.AssemblyPath);
            _forgotten.Add(package);
            ForgetFree();
        }
    }

    /// <summary>The type with this name in a plugin's package, for checks of what the manifest says.</summary>
    internal Type TypeOf(PluginDescription plugin, string name) => ContextOf(plugin.Package).LoadPackage().GetType(name, throwOnError: true)!;

    private IPluginFactory FactoryOf(PluginDescription plugin) =>
        Activator.CreateInstance(TypeOf(plugin, plugin.Factory)) as IPluginFactory ?? throw new FalseManifestException($"'{plugin.Factory}' is no {nameof(IPluginFactory)}");

    private bool IsOfKind(object made, string kind) => made.GetType().GetInterfaces().Any(type => _shared.IsOfKind(type, kind));

    private static void Refuse(PluginDescription plugin)
    {
        if (plugin.Package.FindRefusal(plugin) is { } refusal)
            throw new DiagnosticException(refusal);
    }

    /// <summary>Nobody says when a plugin is gone that is not retained: its package stays until it is forgotten.</summary>
    private void Keep(PluginPackage package)
    {
        lock (_lock)
            _kept.Add(package.AssemblyPath);
    }

    private void ForgetFree()
    {
        while (_forgotten.FirstOrDefault(IsFree) is { } free)
        {
            _forgotten.Remove(free);
            if (!_contexts.Remove(free.AssemblyPath, out var context) || !unloadable)
                continue;
            _forgotten.UnionWith(context.Owners.Where(owner => !_kept.Contains(owner.AssemblyPath)));
            context.Unload();
        }
    }

    private bool IsFree(PluginPackage package) =>
        !_retained.ContainsKey(package.AssemblyPath) && !_contexts.Values.Any(context => context.Uses(package));

    private PackageLoadContext ContextOf(PluginPackage package)
    {
        lock (_lock)
        {
            _forgotten.Remove(package);
            if (!_contexts.TryGetValue(package.AssemblyPath, out var context))
                _contexts[package.AssemblyPath] = context = new PackageLoadContext(package, _shared, ContextOf, unloadable);
            return context;
        }
    }
}

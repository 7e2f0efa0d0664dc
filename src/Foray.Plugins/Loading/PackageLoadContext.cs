using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using Foray.Plugins.Manifests;
using Foray.Sdk.Diagnostics;

namespace Foray.Plugins.Loading;

/// <summary>
/// A package's own view of assemblies: its dependencies are its own; the Sdk and what the Sdk's contracts are made of is the program's; contracts that another package
/// exports are that package's. This keeps versions apart; it is no protection against malice.
/// </summary>
internal sealed class PackageLoadContext : AssemblyLoadContext
{
    private readonly PluginPackage _package;
    private readonly SharedAssemblies _shared;
    private readonly Func<PluginPackage, PackageLoadContext> _contextOf;
    private readonly AssemblyDependencyResolver _resolver;
    private readonly ConcurrentDictionary<PluginPackage, bool> _owners = new();

    /// <param name="package">The package.</param>
    /// <param name="shared">What the program shares.</param>
    /// <param name="contextOf">The context of another package.</param>
    /// <param name="isCollectible">True where it can be unloaded; its code is then compiled at run time, whatever the package contains.</param>
    public PackageLoadContext(PluginPackage package, SharedAssemblies shared, Func<PluginPackage, PackageLoadContext> contextOf, bool isCollectible)
        : base(package.Name, isCollectible)
    {
        (_package, _shared, _contextOf) = (package, shared, contextOf);
        _resolver = new AssemblyDependencyResolver(package.AssemblyPath);
    }

    /// <summary>The packages whose contracts are in use here.</summary>
    public IEnumerable<PluginPackage> Owners => _owners.Keys;

    /// <summary>True where contracts of another package are in use here.</summary>
    public bool Uses(PluginPackage package) => _owners.ContainsKey(package);

    public Assembly LoadPackage() => LoadFromAssemblyPath(_package.AssemblyPath);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name!;
        if (_shared.Contains(name))
            return null; // the default context has it
        if (name != _package.Name && _package.FindContracts(name) is { } owner && owner != _package)
            return LoadContracts(owner, assemblyName);
        if (_resolver.ResolveAssemblyToPath(assemblyName) is { } path && IsInPackage(path))
            return LoadFromAssemblyPath(path);
        return SharedAssemblies.IsOfFramework(name)
            ? null
            : throw new FileNotFoundException($"the package lacks it, and the program's own is not shared", $"{name}, Version={assemblyName.Version}");
    }

    // The system's loader answers a bare name with any library of that name that the process has loaded, also another package's.
    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        if (_resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path && IsInPackage(path))
            return LoadUnmanagedDllFromPath(path);
        return NativeLibraries.Lists(_package, unmanagedDllName)
            ? throw new DllNotFoundException(unmanagedDllName)
            : nint.Zero;
    }

    /// <summary>A package's list of dependencies may name what lies elsewhere, which nobody looked at when they trusted it.</summary>
    private bool IsInPackage(string path) =>
        Path.GetFullPath(path).StartsWith(Path.GetDirectoryName(_package.AssemblyPath) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private Assembly LoadContracts(PluginPackage owner, AssemblyName wanted)
    {
        var contracts = _contextOf(owner).LoadExported(wanted.Name!);
        _owners[owner] = true;
        var version = contracts.GetName().Version;
        return version is null || wanted.Version is null || version >= wanted.Version
            ? contracts
            : throw new DiagnosticException(PluginContracts.TooOld(_package, owner, wanted.Name!, wanted.Version, version));
    }

    private Assembly LoadExported(string name)
    {
        if (name == _package.Name)
            return LoadPackage();
        return LoadFromAssemblyPath(_resolver.ResolveAssemblyToPath(new AssemblyName(name)) ?? PluginContracts.FileOf(_package, name));
    }
}

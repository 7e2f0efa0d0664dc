using System.Reflection;
using System.Runtime.Loader;

namespace Foray.Plugins.Loading;

/// <summary>
/// A package's own view of assemblies: its dependencies are its own, the Sdk and what the Sdk's contracts are made of is the host's.
/// This keeps versions apart; it is no protection against malice.
/// </summary>
internal sealed class PackageLoadContext(string assemblyPath)
    : AssemblyLoadContext(Path.GetFileNameWithoutExtension(assemblyPath), isCollectible: false)
{
    private static readonly string[] Shared = ["Foray.Sdk", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions"];

    private readonly AssemblyDependencyResolver _resolver = new(assemblyPath);

    public Assembly LoadPackage() => LoadFromAssemblyPath(assemblyPath);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (Shared.Contains(assemblyName.Name, StringComparer.Ordinal))
            return null; // the default context has it
        return _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : nint.Zero;
}

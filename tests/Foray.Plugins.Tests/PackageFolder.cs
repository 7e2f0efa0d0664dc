using System.Reflection;
using System.Reflection.Emit;
using Foray.Plugins.Catalog;
using Foray.Plugins.Settings;
using Foray.Sdk.Plugins;

namespace Foray.Plugins.Tests;

/// <summary>A folder of packages as a user has one: <c>Package/Package.dll</c> with what belongs to it.</summary>
internal sealed class PackageFolder : IDisposable
{
    public PackageFolder(params IEnumerable<string> fixtures)
    {
        foreach (var fixture in fixtures)
            Install(fixture);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("foray-plugins-").FullName;

    public string AssemblyOf(string package) => System.IO.Path.Combine(Path, package, package + ".dll");

    /// <summary>Copies a fixture as it was built.</summary>
    /// <param name="fixture">Name of its project.</param>
    /// <param name="package">Name of its package; null where that is the same.</param>
    public void Install(string fixture, string? package = null)
    {
        var configuration = System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        Copy(System.IO.Path.GetFullPath(System.IO.Path.Combine(AppContext.BaseDirectory, "..", "..", fixture, configuration)), System.IO.Path.Combine(Path, package ?? fixture));
    }

    /// <summary>Copies a fixture that was built long ago.</summary>
    public void InstallPrebuilt(string fixture) =>
        Copy(System.IO.Path.Combine(AppContext.BaseDirectory, "Prebuilt", fixture), System.IO.Path.Combine(Path, fixture));

    private static void Copy(string source, string target)
    {
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(target, System.IO.Path.GetRelativePath(source, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>Puts bytes where a package's assembly would be.</summary>
    public string Add(string package, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(System.IO.Path.Combine(Path, package));
        File.WriteAllBytes(AssemblyOf(package), content);
        return AssemblyOf(package);
    }

    /// <summary>Writes an assembly that is nothing but a manifest.</summary>
    public string AddManifest(string package, string index, int format = 1, params IEnumerable<(string Record, string Schema)> schemas)
    {
        var manifest = new CustomAttributeBuilder(typeof(ForayManifestAttribute).GetConstructors()[0], [format, index]);
        var records = schemas.Select(schema => new CustomAttributeBuilder(typeof(ForayOptionsAttribute).GetConstructors()[0], [schema.Record, schema.Schema]));
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(package), typeof(object).Assembly, [manifest, .. records]);
        assembly.DefineDynamicModule(package);
        using var content = new MemoryStream();
        assembly.Save(content);
        return Add(package, content.ToArray());
    }

    public PluginCatalog Catalog(PluginSettings? settings = null) =>
        CatalogBuilder.FromAssemblies(Directory.EnumerateDirectories(Path).Order(StringComparer.Ordinal).Select(folder => AssemblyOf(System.IO.Path.GetFileName(folder))),
            settings ?? new PluginSettings());

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

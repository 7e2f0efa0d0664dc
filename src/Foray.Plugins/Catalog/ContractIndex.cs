using Foray.Plugins.Manifests;
using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;

namespace Foray.Plugins.Catalog;

/// <summary>Which package has the assembly in which a kind is defined, so that all who implement it mean the same interface.</summary>
/// <param name="packages">The packages.</param>
/// <param name="settings">The settings.</param>
/// <param name="isUsable">Whether a package may be loaded.</param>
internal sealed class ContractIndex(IReadOnlyList<PluginPackage> packages, PluginSettings settings, Func<PluginPackage, bool> isUsable)
{
    private readonly Lazy<ILookup<string, PluginPackage>> _byAssembly = new(() => packages
        .SelectMany(package => AssembliesOf(package).Select(assembly => (Assembly: assembly, Package: package)))
        .ToLookup(entry => entry.Assembly, entry => entry.Package, StringComparer.Ordinal));

    /// <summary>The package that has the contracts of an assembly; null where none has.</summary>
    /// <exception cref="DiagnosticException">Several have, and no pin settles it.</exception>
    public PluginPackage? Find(string assembly)
    {
        var found = _byAssembly.Value[assembly].Where(isUsable).ToList();
        if (found.Count > 1)
            found = new Pins(settings).Choose(found);
        return found.Count > 1
            ? throw new DiagnosticException(Diagnostic.Error(PluginCodes.Ambiguous,
                $"the contracts in '{assembly}' are in several packages: {string.Join(", ", found.Select(package => $"{package.Name} {package.Version} in '{package.AssemblyPath}'"))}",
                $"pin 'package/{found[0].Name}' to one version or path in the settings, or remove one of them"))
            : found.FirstOrDefault();
    }

    private static IEnumerable<string> AssembliesOf(PluginPackage package) =>
        package.Kinds.Count > 0 ? package.Exports.Append(package.Name).Distinct(StringComparer.Ordinal) : package.Exports;
}

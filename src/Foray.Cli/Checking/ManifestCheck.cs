using System.Reflection;
using Foray.Plugins;
using Foray.Plugins.Catalog;
using Foray.Plugins.Lifecycle;
using Foray.Plugins.Manifests;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Plugins;

namespace Foray.Cli.Checking;

/// <summary>Whether a package is what its manifest says, as far as metadata tells.</summary>
/// <param name="package">The package.</param>
/// <param name="catalog">The package among the installed ones.</param>
internal sealed class ManifestCheck(PluginPackage package, PluginCatalog catalog)
{
    private static readonly string Factory = typeof(IPluginFactory).FullName!;

    private static readonly Lazy<Dictionary<string, string>> SdkKinds = new(() => typeof(PluginAttribute).Assembly.GetExportedTypes()
        .Select(type => (Kind: type.GetCustomAttribute<PluginKindAttribute>()?.Name, Type: type.FullName!))
        .Where(entry => entry.Kind is not null)
        .ToDictionary(entry => entry.Kind!, entry => entry.Type, StringComparer.Ordinal));

    public IEnumerable<Diagnostic> Run(TypeReader types)
    {
        if (Path.GetFileNameWithoutExtension(package.AssemblyPath) != package.Name)
            yield return Diagnostic.Error(CliCodes.PackageName, $"the assembly '{Path.GetFileName(package.AssemblyPath)}' calls its package '{package.Name}'", "do not rename the assembly of a package");
        foreach (var twice in package.Plugins.GroupBy(plugin => $"{plugin.Kind} '{plugin.Name}'").Where(group => group.Count() > 1))
            yield return Diagnostic.Error(CliCodes.NameTwice, $"package '{package.Name}' has the {twice.Key} twice: {string.Join(", ", twice.Select(plugin => plugin.Type))}", "rename one of them");
        foreach (var problem in package.Plugins.SelectMany(plugin => Check(plugin, types)))
            yield return problem;
        foreach (var kind in package.Kinds.Where(kind => !types.Has(kind.Type) && package.Exports.Count == 0))
            yield return False($"the kind '{kind.Name}' is defined by '{kind.Type}', which is not in it");
        var graph = new RequirementGraph(catalog);
        foreach (var problem in package.Plugins.SelectMany(graph.ProblemsOf).DistinctBy(problem => problem.Message))
            yield return problem with { Severity = Severity.Warning };
    }

    private IEnumerable<Diagnostic> Check(PluginDescription plugin, TypeReader types)
    {
        var name = $"{plugin.Kind} '{plugin.Name}'";
        if (!types.Has(plugin.Type))
            yield return False($"the {name} is said to be '{plugin.Type}', which is not in it");
        if (!types.Has(plugin.Factory))
            yield return False($"the {name} is said to be made by '{plugin.Factory}', which is not in it");
        else if (types.Implements(plugin.Factory, Factory) == false)
            yield return False($"the {name} is said to be made by '{plugin.Factory}', which is no {nameof(IPluginFactory)}");
        if (ContractOf(plugin.Kind) is not { } contract)
        {
            yield return Diagnostic.Warning(CliCodes.UnknownKind, $"package '{package.Name}': nothing that is installed defines the kind '{plugin.Kind}' of '{plugin.Name}'",
                "install the package that defines it, or correct the kind");
        }
        else if (types.Implements(plugin.Type, contract) == false)
        {
            yield return False($"the {name} is said to be '{plugin.Type}', which does not implement '{contract}'");
        }

        if (SchemaProblem(plugin) is { } problem)
            yield return problem;
    }

    private string? ContractOf(string kind) =>
        SdkKinds.Value.GetValueOrDefault(kind) ?? catalog.Packages.Append(package).SelectMany(other => other.Kinds).FirstOrDefault(defined => defined.Name == kind)?.Type;

    private static Diagnostic? SchemaProblem(PluginDescription plugin)
    {
        try
        {
            _ = plugin.ReadSchema();
            return null;
        }
        catch (DiagnosticException error)
        {
            return error.Diagnostics[0];
        }
    }

    private Diagnostic False(string what) => Diagnostic.Error(PluginCodes.FalseManifest, $"package '{package.Name}' is not what its manifest says: {what}", "build the package again with Foray.Sdk, and change nothing in its assembly");
}

using System.Text.Json;
using Foray.Plugins;
using Foray.Plugins.Catalog;
using Foray.Plugins.Manifests;
using Foray.Sdk.Diagnostics;

namespace Foray.Cli.Checking;

/// <summary>Whether a package's folder has what the package needs, and nothing that it must not bring.</summary>
/// <param name="package">The package.</param>
/// <param name="catalog">The package among the installed ones.</param>
internal sealed class ContentCheck(PluginPackage package, PluginCatalog catalog)
{
    private static readonly string[] Shared = ["Foray.Sdk", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions"];
    private static readonly string[] AssetGroups = ["runtime", "native", "resources", "runtimeTargets"];
    private static readonly string FrameworkFolder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    private readonly string _folder = Path.GetDirectoryName(package.AssemblyPath)!;

    public IEnumerable<Diagnostic> Run(TypeReader types)
    {
        foreach (var shared in Shared.Where(name => File.Exists(Path.Combine(_folder, name + ".dll"))))
        {
            yield return Diagnostic.Error(CliCodes.SharedInside, $"package '{package.Name}' has a copy of '{shared}', which it gets from the program",
                "reference Foray.Sdk by its package, which keeps it out, and publish again");
        }

        var missing = MissingAssets(out var damage);
        if (damage is not null)
            yield return damage;
        foreach (var file in missing)
            yield return Missing(file);
        foreach (var name in types.References.Where(name => !IsThere(name) && !missing.Contains(name + ".dll")))
            yield return Missing(name);
    }

    private bool IsThere(string assembly) =>
        Shared.Contains(assembly) || File.Exists(Path.Combine(_folder, assembly + ".dll")) || File.Exists(Path.Combine(FrameworkFolder, assembly + ".dll")) || IsContract(assembly);

    private bool IsContract(string assembly) => catalog.Packages.Any(other => other != package && (other.Name == assembly || other.Exports.Contains(assembly)));

    private List<string> MissingAssets(out Diagnostic? damage)
    {
        damage = null;
        var file = Path.ChangeExtension(package.AssemblyPath, ".deps.json");
        if (!File.Exists(file))
            return [];
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            return [.. document.RootElement.GetProperty("targets").EnumerateObject().SelectMany(target => target.Value.EnumerateObject())
                .Where(library => library.Name.Split('/')[0] is var name && !Shared.Contains(name) && !IsContract(name))
                .SelectMany(library => AssetGroups.SelectMany(group => AssetsOf(library.Value, group)))
                .Where(asset => !File.Exists(Path.Combine(_folder, asset)) && !File.Exists(Path.Combine(_folder, Path.GetFileName(asset))))
                .Select(asset => Path.GetFileName(asset))
                .Where(name => !Shared.Contains(Path.GetFileNameWithoutExtension(name)))
                .Distinct(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            damage = Diagnostic.Error(PluginCodes.UnusableFile, $"'{file}' is damaged: {error.Message}", "publish the package again");
            return [];
        }
    }

    private static IEnumerable<string> AssetsOf(JsonElement library, string group)
    {
        if (!library.TryGetProperty(group, out var assets))
            yield break;
        foreach (var asset in assets.EnumerateObject().Where(asset => !asset.Name.EndsWith("_._", StringComparison.Ordinal)))
            yield return group == "resources" && asset.Value.TryGetProperty("locale", out var locale) ? $"{locale.GetString()}/{Path.GetFileName(asset.Name)}" : asset.Name;
    }

    private Diagnostic Missing(string file) => Diagnostic.Error(PluginCodes.MissingDependency, $"package '{package.Name}' needs '{file}', which it lacks",
        "publish the package: what it needs has to be inside, but for the Sdk and contracts of other packages");
}

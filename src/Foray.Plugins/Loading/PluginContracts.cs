using System.Reflection;
using Foray.Plugins.Manifests;
using Foray.Sdk.Diagnostics;

namespace Foray.Plugins.Loading;

/// <summary>The assemblies with contracts that one package implements and another one exports.</summary>
internal static class PluginContracts
{
    /// <summary>Why the contracts that a plugin implements are not there for it; null where they are. Loads nothing.</summary>
    public static Diagnostic? FindProblem(PluginDescription plugin, SharedAssemblies shared)
    {
        if (plugin.Contract is not { } contract || shared.Contains(contract.Assembly))
            return null;
        try
        {
            if (plugin.Package.FindContracts(contract.Assembly) is not { } owner)
                return File.Exists(FileOf(plugin.Package, contract.Assembly)) ? null : Missing(plugin, contract.Assembly);
            return owner != plugin.Package && Version.TryParse(contract.Version, out var wanted) && VersionOf(FileOf(owner, contract.Assembly)) is { } found && found < Normal(wanted)
                ? TooOld(plugin.Package, owner, contract.Assembly, wanted, found)
                : null;
        }
        catch (DiagnosticException ambiguous)
        {
            return ambiguous.Diagnostics[0];
        }
    }

    /// <summary>Where an exported assembly of a package lies.</summary>
    public static string FileOf(PluginPackage package, string assembly) =>
        assembly == package.Name ? package.AssemblyPath : Path.Combine(Path.GetDirectoryName(package.AssemblyPath)!, assembly + ".dll");

    /// <summary>The diagnostic for contracts that no package has.</summary>
    public static Diagnostic Missing(PluginDescription plugin, string assembly) =>
        Diagnostic.Error(PluginCodes.MissingContracts, $"{LoadFaults.Name(plugin)} implements contracts of '{assembly}', which no package in use has", $"install the package that has '{assembly}', or enable it if the settings disable it");

    /// <summary>The diagnostic for contracts that are older than those that a package was compiled against.</summary>
    public static Diagnostic TooOld(PluginPackage package, PluginPackage owner, string assembly, Version wanted, Version found) =>
        Diagnostic.Error(PluginCodes.MissingContracts, $"package '{package.Name}' needs '{assembly}' {Text(wanted)}, and package '{owner.Name}' {owner.Version} has {Text(found)}",
            $"update package '{owner.Name}', or install an older version of '{package.Name}'");

    private static string Text(Version version) => Normal(version).ToString(3);

    /// <summary>With four parts, so that versions compare.</summary>
    private static Version Normal(Version version) => new(version.Major, version.Minor, Math.Max(0, version.Build), Math.Max(0, version.Revision));

    /// <summary>The version of an assembly file; null where it cannot be read, which its loading tells better.</summary>
    private static Version? VersionOf(string file)
    {
        try
        {
            return AssemblyName.GetAssemblyName(file).Version;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            return null;
        }
    }
}

using Foray.Sdk.Generators.Rules;
using Foray.Sdk.Generators.Symbols;
using Foray.Sdk.Generators.Text;
using Microsoft.CodeAnalysis;

namespace Foray.Sdk.Generators.Plugins;

/// <summary>What the index says of the assembly as a whole.</summary>
/// <param name="Name">Name of the assembly.</param>
/// <param name="Version">Its version.</param>
/// <param name="Sdk">Version of the Sdk it is compiled against.</param>
internal sealed record Package(string Name, string Version, string Sdk)
{
    private const string InformationalVersion = "System.Reflection.AssemblyInformationalVersionAttribute";

    /// <summary>Assemblies with contracts for other packages, as declared.</summary>
    public EquatableArray<string> Exports { get; init; }

    /// <summary>Describes the assembly being compiled, in which the Sdk's attribute is known.</summary>
    public static Package Of(Compilation compilation)
    {
        var sdk = compilation.GetTypeByMetadataName(Contract.Plugin)?.ContainingAssembly ?? compilation.Assembly;
        var exports = compilation.Assembly.Attributes(Contract.ExportsContracts)
            .SelectMany(attribute => attribute.ConstructorArguments)
            .SelectMany(names => ((TypedConstant?)names).Texts());
        return new Package(compilation.Assembly.Name, VersionOf(compilation.Assembly), VersionOf(sdk)) { Exports = new(exports) };
    }

    /// <summary>The informational version up to <c>+</c>; else the assembly's.</summary>
    public static string VersionOf(IAssemblySymbol assembly)
    {
        var informational = assembly.Attribute(InformationalVersion)?.Text(0);
        return string.IsNullOrEmpty(informational) ? assembly.Identity.Version.ToString(3) : informational!.Split('+')[0];
    }
}

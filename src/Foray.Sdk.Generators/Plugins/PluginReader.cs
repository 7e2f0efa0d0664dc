using Foray.Sdk.Generators.Options;
using Foray.Sdk.Generators.Rules;
using Foray.Sdk.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace Foray.Sdk.Generators.Plugins;

/// <summary>Reads a class with <c>[Plugin]</c>, and with it its options.</summary>
internal static class PluginReader
{
    /// <summary>The plugin; null where it breaks the contract, which is then reported.</summary>
    public static PluginDeclaration? Read(INamedTypeSymbol type, Compilation compilation, Problems problems, CancellationToken cancellationToken)
    {
        var attribute = type.Attribute(Contract.Plugin)!;
        var name = attribute.Text(0);
        Contract.CheckName(name, "plugin", attribute.Place(type), problems);
        CheckKinds(type, problems);
        var kind = KindOf(type);
        PluginRules.Check(type, kind, name, problems);
        var arguments = PluginConstructor.Read(type, compilation, problems, out var optionsType);
        var records = optionsType is null ? [] : new OptionsReader(compilation, kind, problems, cancellationToken).Read(optionsType);
        PluginRules.CheckExtension(type, optionsType, problems);
        if (problems.Any)
            return null;
        var fullName = type.FullName();
        return new PluginDeclaration(
            kind!,
            name,
            fullName,
            type.Code(),
            FactorySource.NameOf(fullName, compilation.Assembly.Name),
            optionsType?.FullName(),
            attribute.NamedText("Description") ?? DocComment.Summary(type, cancellationToken),
            attribute.NamedText("Author"))
        {
            Capabilities = new(attribute.Named("Capabilities").Texts()),
            Requires = new(type.Attributes(Contract.RequiresPlugin)
                .Select(required => new RequiredPlugin(required.Text(0), required.Text(1), required.NamedText("Versions")))),
            Tools = new(type.Attributes(Contract.RequiresTool)
                .Select(tool => new RequiredTool(tool.Text(0), tool.NamedText("Remedy")))),
            Contract = ContractOf(type, compilation),
            Extends = type.Attribute(Contract.ExtendsCommand)?.Text(0),
            Deprecated = type.Attribute(Contract.Deprecated)?.Text(0),
            Arguments = new(arguments),
            Records = new(records),
        };
    }

    /// <summary>Name of the kind that a class is a plugin of; null where it is of none.</summary>
    public static string? KindOf(INamedTypeSymbol type) =>
        Kinds(type).Select(kind => kind.Attribute(Contract.PluginKind)!.Text(0)).FirstOrDefault();

    /// <summary>Where the kind is defined; null for the Sdk and for the assembly being compiled.</summary>
    private static ContractReference? ContractOf(INamedTypeSymbol type, Compilation compilation)
    {
        var assembly = Kinds(type).First().ContainingAssembly;
        var isKnown = SymbolEqualityComparer.Default.Equals(assembly, Contract.SdkOf(compilation)) || SymbolEqualityComparer.Default.Equals(assembly, compilation.Assembly);
        return isKnown ? null : new ContractReference(assembly.Name, Package.VersionOf(assembly));
    }

    private static IEnumerable<INamedTypeSymbol> Kinds(INamedTypeSymbol type) =>
        type.AllInterfaces.Where(candidate => candidate.Attribute(Contract.PluginKind) is not null);

    private static void CheckKinds(INamedTypeSymbol type, Problems problems)
    {
        var kinds = Kinds(type).Select(kind => kind.Name).OrderBy(name => name, StringComparer.Ordinal).ToList();
        if (kinds.Count == 0)
            problems.Add(Descriptors.KindCount, type.Locations[0], type.Name, "implements no interface marked [PluginKind]");
        else if (kinds.Count > 1)
            problems.Add(Descriptors.KindCount, type.Locations[0], type.Name, $"implements more than one interface marked [PluginKind]: {string.Join(", ", kinds)}");
    }
}

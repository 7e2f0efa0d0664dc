using Foray.Sdk.Generators.Options;
using Foray.Sdk.Generators.Rules;
using Foray.Sdk.Generators.Symbols;
using Foray.Sdk.Generators.Text;
using Microsoft.CodeAnalysis;

namespace Foray.Sdk.Generators.Plugins;

/// <summary>Checks the attributes of a plugin's class beside <c>[Plugin]</c>.</summary>
internal static class PluginRules
{
    /// <param name="type">The class.</param>
    /// <param name="kind">Name of its kind; null where it is of none.</param>
    /// <param name="name">Its name.</param>
    /// <param name="problems">Takes the reports.</param>
    public static void Check(INamedTypeSymbol type, string? kind, string name, Problems problems)
    {
        CheckCommand(type, kind, name, problems);
        foreach (var required in type.Attributes(Contract.RequiresPlugin))
            CheckRequirement(type, kind, name, required, problems);
        if (type.Attribute(Contract.Deprecated) is { } deprecated && deprecated.Text(0).Trim().Length == 0)
            problems.Add(Descriptors.MisusedAttribute, deprecated.Place(type), deprecated.ShortName(), type.Name, "it says what to do instead");
    }

    /// <summary>Reports options that would stand among the arguments of the command that they are added to.</summary>
    public static void CheckExtension(INamedTypeSymbol type, INamedTypeSymbol? options, Problems problems)
    {
        if (options is null || type.Attribute(Contract.ExtendsCommand) is null)
            return;
        foreach (var property in RecordShape.OptionsOf(options))
        {
            if (property.Attribute(Contract.Positional) is { } positional)
                problems.Add(Descriptors.NotOnCommandLine, positional.Place(property), property.Name, "the command that gets it has arguments of its own");
        }
    }

    private static void CheckCommand(INamedTypeSymbol type, string? kind, string name, Problems problems)
    {
        var extends = type.Attribute(Contract.ExtendsCommand);
        if (extends is not null && kind is not null && kind != Contract.CommandKind)
            problems.Add(Descriptors.NoCommand, extends.Place(type), type.Name, $"it is of kind '{kind}', so it extends no command");
        else if (extends is not null && !IsCommandName(extends.Text(0)))
            problems.Add(Descriptors.NoCommand, extends.Place(type), type.Name, $"'{extends.Text(0)}' is no name of a command");
        else if (extends is null && kind == Contract.CommandKind && Contract.IsName(name) && !IsCommandName(name))
            problems.Add(Descriptors.NoCommand, type.Attribute(Contract.Plugin)!.Place(type), type.Name, $"the subcommand '{name}' is written with '-' in place of '_'");
    }

    private static bool IsCommandName(string name) => Contract.IsName(name) && name.IndexOf('_') < 0;

    private static void CheckRequirement(INamedTypeSymbol type, string? kind, string name, AttributeData required, Problems problems)
    {
        if (required.Text(0) == kind && required.Text(1) == name)
            problems.Add(Descriptors.BadRequirement, required.Place(type), type.Name, "it requires itself");
        else if (required.Named("Versions") is { IsNull: false } && required.NamedText("Versions") is var versions && !VersionRange.IsValid(versions ?? ""))
            problems.Add(Descriptors.BadRequirement, required.Place(type), type.Name, $"'{versions}' is no range of versions such as [1.0,2.0)");
    }
}

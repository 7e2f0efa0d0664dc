using Foray.Sdk.Generators.Rules;
using Foray.Sdk.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace Foray.Sdk.Generators.Options;

/// <summary>What a class must look like so that a binder can make it with an object initializer.</summary>
internal static class RecordShape
{
    /// <summary>The class and those it derives from, the first one first.</summary>
    public static IEnumerable<INamedTypeSymbol> Lineage(INamedTypeSymbol type)
    {
        var lineage = new Stack<INamedTypeSymbol>();
        for (var current = type; current is not null && current.SpecialType != SpecialType.System_Object; current = current.BaseType)
            lineage.Push(current);
        return lineage;
    }

    /// <summary>The properties that are options: public and written by whoever makes the record; those of base classes first.</summary>
    public static IEnumerable<IPropertySymbol> OptionsOf(INamedTypeSymbol type) =>
        Properties(type).Where(property => property.SetMethod is not null);

    /// <summary>Reports what is in the binder's way; false where there is anything.</summary>
    public static bool Check(INamedTypeSymbol type, Problems problems)
    {
        var found = problems.Found.Count;
        if (Complaint(type) is { } complaint)
            problems.Add(Descriptors.UnusableRecord, type.Locations[0], type.Name, complaint);
        else
            CheckMembers(type, problems);
        return problems.Found.Count == found;
    }

    private static string? Complaint(INamedTypeSymbol type)
    {
        if (type.IsAbstract)
            return "it is abstract";
        if (type.IsGenericAnywhere())
            return "it is generic";
        if (!type.IsVisibleInAssembly())
            return "it is not visible in its assembly";
        if (Lineage(type).FirstOrDefault(ancestor => !SymbolEqualityComparer.Default.Equals(ancestor.ContainingAssembly, type.ContainingAssembly)) is { } foreign)
            return $"the defaults of '{foreign.Name}' are in another assembly";
        return type.InstanceConstructors.Any(constructor => constructor.Parameters.IsEmpty && constructor.DeclaredAccessibility.IsVisibleInAssembly())
            ? null
            : "it has no constructor without parameters; write its options as properties with 'init'";
    }

    private static void CheckMembers(INamedTypeSymbol type, Problems problems)
    {
        foreach (var property in Properties(type))
        {
            var isStored = property.ContainingType.GetMembers().OfType<IFieldSymbol>()
                .Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
            if (property.SetMethod is { } setter ? !setter.DeclaredAccessibility.IsVisibleInAssembly() : isStored)
                problems.Add(Descriptors.UnusableRecord, property.Locations[0], type.Name, $"'{property.Name}' needs an 'init' accessor");
        }

        foreach (var field in Lineage(type).SelectMany(ancestor => ancestor.GetMembers()).OfType<IFieldSymbol>())
        {
            if (field is { IsStatic: false, DeclaredAccessibility: Accessibility.Public })
                problems.Add(Descriptors.UnusableRecord, field.Locations[0], type.Name, $"the field '{field.Name}' must be a property");
        }
    }

    private static IEnumerable<IPropertySymbol> Properties(INamedTypeSymbol type)
    {
        var properties = new List<IPropertySymbol>();
        foreach (var property in Lineage(type).SelectMany(ancestor => ancestor.GetMembers()).OfType<IPropertySymbol>())
        {
            if (property.IsStatic || property.IsIndexer || property.IsImplicitlyDeclared || property.DeclaredAccessibility != Accessibility.Public)
                continue;
            var hidden = properties.FindIndex(other => other.Name == property.Name);
            if (hidden < 0)
                properties.Add(property);
            else
                properties[hidden] = property;
        }

        return properties;
    }
}

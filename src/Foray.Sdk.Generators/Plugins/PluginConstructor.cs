using Foray.Sdk.Generators.Rules;
using Foray.Sdk.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace Foray.Sdk.Generators.Plugins;

/// <summary>Reads what the host has to hand to a plugin's constructor.</summary>
internal static class PluginConstructor
{
    /// <summary>The arguments of the one public constructor.</summary>
    /// <param name="type">The plugin's class.</param>
    /// <param name="compilation">What is being compiled; its options record is in the same assembly.</param>
    /// <param name="problems">Takes the reports.</param>
    /// <param name="options">The options record; null where the plugin has none.</param>
    public static IReadOnlyList<ConstructorArgument> Read(INamedTypeSymbol type, Compilation compilation, Problems problems, out INamedTypeSymbol? options)
    {
        options = null;
        var constructors = type.InstanceConstructors.Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public).ToList();
        if (Complaint(type, constructors.Count) is { } complaint)
        {
            problems.Add(Descriptors.NotCreatable, type.Locations[0], type.Name, complaint);
            return [];
        }

        var arguments = new List<ConstructorArgument>();
        foreach (var parameter in constructors[0].Parameters)
        {
            var isOptions = IsOptions(parameter.Type, compilation.Assembly);
            if (ParameterComplaint(parameter, isOptions, options) is { } problem)
                problems.Add(Descriptors.NotCreatable, parameter.Locations[0], type.Name, problem);
            else if (!isOptions && HostServices.Complaint((INamedTypeSymbol)parameter.Type, compilation) is { } advice)
                problems.Add(Descriptors.NoSuchService, parameter.Locations[0], parameter.Name, type.Name, advice);
            else if (isOptions)
                options = (INamedTypeSymbol)parameter.Type;
            arguments.Add(new ConstructorArgument(isOptions ? null : parameter.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).Code()));
        }

        return arguments;
    }

    private static string? Complaint(INamedTypeSymbol type, int constructors)
    {
        if (type.IsAbstract || type.IsStatic)
            return "it is abstract";
        if (type.IsGenericAnywhere())
            return "it is generic";
        if (!type.IsVisibleInAssembly())
            return "it is not visible in its assembly";
        if (type.GetMembers().Any(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }))
            return "it has required members beside its constructor";
        return constructors switch
        {
            0 => "it has no public constructor",
            1 => null,
            _ => "it has more than one public constructor",
        };
    }

    private static string? ParameterComplaint(IParameterSymbol parameter, bool isOptions, INamedTypeSymbol? options)
    {
        if (parameter.RefKind != RefKind.None)
            return $"the parameter '{parameter.Name}' is passed by reference";
        if (isOptions)
            return options is null ? null : $"both '{options.Name}' and '{parameter.Type.Name}' could be its options";
        if (parameter.Type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface, SpecialType: SpecialType.None } service)
            return $"the parameter '{parameter.Name}' is neither an options record nor a service";
        return service.IsRecord ? $"its options record '{service.Name}' must be declared in the same assembly" : null;
    }

    private static bool IsOptions(ITypeSymbol type, IAssemblySymbol assembly) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class } && SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, assembly);
}

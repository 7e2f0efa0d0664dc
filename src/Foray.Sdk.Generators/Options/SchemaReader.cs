using Foray.Sdk.Generators.Rules;
using Foray.Sdk.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace Foray.Sdk.Generators.Options;

/// <summary>Makes a schema from the type of an option.</summary>
/// <param name="assembly">The assembly being compiled; only its classes can be options records.</param>
/// <param name="nested">Takes each options record met.</param>
/// <param name="problems">Takes the reports.</param>
internal sealed class SchemaReader(IAssemblySymbol assembly, Action<INamedTypeSymbol> nested, Problems problems)
{
    /// <summary>Types with a reader of their own, by full name: the manifest's name, the function of <c>OptionReader</c>.</summary>
    private static readonly Dictionary<string, (string Type, string Reader)> Scalars = new()
    {
        ["System.String"] = (OptionSchema.Text, "Text"),
        ["System.Int32"] = (OptionSchema.Integer, "Int32"),
        ["System.Int64"] = (OptionSchema.Integer, "Int64"),
        ["System.Double"] = (OptionSchema.Number, "Number"),
        ["System.Boolean"] = (OptionSchema.Boolean, "Boolean"),
        ["System.TimeSpan"] = (OptionSchema.Duration, "Duration"),
        ["Foray.Sdk.Options.ByteSize"] = (OptionSchema.Size, "Size"),
        ["Foray.Sdk.Options.Cidr"] = (OptionSchema.Cidr, "Cidr"),
        ["Foray.Sdk.Options.LabelSelector"] = ("label_selector", "LabelSelector"),
        ["Foray.Sdk.Options.LabelSet"] = ("label_set", "LabelSet"),
        ["Foray.Sdk.Options.InputPath"] = (OptionSchema.InputPath, "InputPath"),
        ["Foray.Sdk.Options.Secret"] = ("secret", "Secret"),
        ["Foray.Sdk.Options.ScalarValue"] = (OptionSchema.Scalar, "Scalar"),
        ["Foray.Sdk.Options.Variable"] = ("variable", "Variable"),
    };

    /// <summary>The schema of a property's type; null, and a report, where there is none.</summary>
    public OptionSchema? Read(IPropertySymbol property)
    {
        var found = problems.Found.Count;
        var schema = Read(property.Type, property);
        if (schema is null && problems.Found.Count == found)
            problems.Add(Descriptors.UnknownType, property.Locations[0], property.Name, property.Type.ToDisplayString());
        return schema;
    }

    private OptionSchema? Read(ITypeSymbol type, IPropertySymbol property)
    {
        if (type is not INamedTypeSymbol named)
            return null;
        if (named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            return Read(named.TypeArguments[0], property);
        var code = named.WithNullableAnnotation(NullableAnnotation.NotAnnotated).Code();
        if (Scalars.TryGetValue(named.FullName(), out var scalar))
            return new OptionSchema(scalar.Type, code) { Reader = scalar.Reader };
        if (named.TypeKind == TypeKind.Enum)
            return ReadEnum(named, code, property);
        if (named.IsGenericType)
            return ReadCollection(named, code, property);
        if (named.TypeKind != TypeKind.Class || !SymbolEqualityComparer.Default.Equals(named.ContainingAssembly, assembly))
            return null;
        nested(named);
        return new OptionSchema(OptionSchema.Object, code) { Record = named.FullName() };
    }

    private OptionSchema? ReadCollection(INamedTypeSymbol type, string code, IPropertySymbol property)
    {
        var name = type.OriginalDefinition.FullName();
        var isList = name == "System.Collections.Generic.IReadOnlyList`1";
        var isMap = name == "System.Collections.Generic.IReadOnlyDictionary`2" && type.TypeArguments[0].SpecialType == SpecialType.System_String;
        if (!isList && !isMap)
            return null;
        return Read(type.TypeArguments.Last(), property) is { } items
            ? new OptionSchema(isList ? OptionSchema.List : OptionSchema.Map, code) { Items = items, ItemCode = type.TypeArguments.Last().Code() }
            : null;
    }

    private OptionSchema ReadEnum(INamedTypeSymbol type, string code, IPropertySymbol property)
    {
        var values = new List<EnumValue>();
        foreach (var field in type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue))
        {
            var key = EnumValue.KeyOf(field);
            var place = field.Locations[0].IsInSource ? field.Locations[0] : property.Locations[0];
            if (EnumValue.ComplaintOf(field) is { } complaint)
                problems.Add(Descriptors.InvalidKey, place, field.Name, complaint);
            else if (values.Any(value => value.Key == key))
                problems.Add(Descriptors.InvalidKey, place, field.Name, $"another value of '{type.Name}' is written '{key}' too");
            values.Add(new EnumValue(key, $"{code}.{field.EscapedName()}"));
        }

        return new OptionSchema(OptionSchema.Enum, code) { Values = new(values) };
    }
}

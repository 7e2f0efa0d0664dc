using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Foray.Sdk.Generators.Symbols;

/// <summary>Reads the arguments of attributes.</summary>
internal static class AttributeReading
{
    public static IEnumerable<AttributeData> Attributes(this ISymbol symbol, string fullName) =>
        symbol.GetAttributes().Where(attribute => attribute.AttributeClass?.ToDisplayString() == fullName);

    public static AttributeData? Attribute(this ISymbol symbol, string fullName) => symbol.Attributes(fullName).FirstOrDefault();

    /// <summary>A text argument of the constructor; empty where the code does not compile.</summary>
    public static string Text(this AttributeData attribute, int position) =>
        position < attribute.ConstructorArguments.Length && attribute.ConstructorArguments[position] is { Kind: TypedConstantKind.Primitive, Value: string text }
            ? text
            : "";

    public static TypedConstant? Named(this AttributeData attribute, string name) =>
        attribute.NamedArguments.Where(argument => argument.Key == name).Select(argument => (TypedConstant?)argument.Value).FirstOrDefault();

    public static string? NamedText(this AttributeData attribute, string name) => attribute.Named(name)?.Value as string;

    /// <summary>The texts of an array argument; none where it is null.</summary>
    public static IEnumerable<string> Texts(this TypedConstant? argument) =>
        argument is { Kind: TypedConstantKind.Array, IsNull: false } array ? array.Values.Select(value => value.Value).OfType<string>() : [];

    /// <summary>Where the attribute's first argument stands, or the attribute where it has none.</summary>
    public static Location Place(this AttributeData attribute, ISymbol owner)
    {
        var syntax = attribute.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax;
        var argument = syntax?.ArgumentList?.Arguments.FirstOrDefault();
        return argument?.GetLocation() ?? syntax?.GetLocation() ?? owner.Locations[0];
    }

    /// <summary>The attribute's name as it is written in code, without the suffix.</summary>
    public static string ShortName(this AttributeData attribute)
    {
        const string Suffix = "Attribute";
        var name = attribute.AttributeClass!.Name;
        return name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }
}

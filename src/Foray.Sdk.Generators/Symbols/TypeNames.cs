using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Foray.Sdk.Generators.Symbols;

/// <summary>The names under which generated text refers to a type.</summary>
internal static class TypeNames
{
    private static readonly SymbolDisplayFormat CodeFormat = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>As <c>Assembly.GetType</c> takes it: <c>Space.Outer+Inner</c>.</summary>
    public static string FullName(this INamedTypeSymbol type)
    {
        if (type.ContainingType is { } outer)
            return FullName(outer) + "+" + type.MetadataName;
        return type.ContainingNamespace.IsGlobalNamespace
            ? type.MetadataName
            : type.ContainingNamespace.ToDisplayString() + "." + type.MetadataName;
    }

    /// <summary>As C# takes it anywhere: <c>global::Space.Outer.Inner</c>, with <c>?</c> where it may be null.</summary>
    public static string Code(this ITypeSymbol type) => type.ToDisplayString(CodeFormat);

    /// <summary>A full name as one identifier.</summary>
    public static string Identifier(string fullName) => fullName.Replace("_", "__").Replace('.', '_').Replace('+', '_');

    /// <summary>A member's name, escaped where it is a keyword.</summary>
    public static string EscapedName(this ISymbol member) =>
        SyntaxFacts.GetKeywordKind(member.Name) == SyntaxKind.None ? member.Name : "@" + member.Name;

    /// <summary>True where code of the same assembly can name the type.</summary>
    public static bool IsVisibleInAssembly(this INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsFileLocal || !current.DeclaredAccessibility.IsVisibleInAssembly())
                return false;
        }

        return true;
    }

    /// <summary>True where code of the same assembly can use a member of this accessibility.</summary>
    public static bool IsVisibleInAssembly(this Accessibility accessibility) =>
        accessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;

    /// <summary>True for a generic type and a type inside one.</summary>
    public static bool IsGenericAnywhere(this INamedTypeSymbol type) =>
        type.IsGenericType || (type.ContainingType is { } outer && outer.IsGenericAnywhere());
}

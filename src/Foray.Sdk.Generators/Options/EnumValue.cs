using Foray.Sdk.Generators.Symbols;
using Foray.Sdk.Generators.Text;
using Microsoft.CodeAnalysis;

namespace Foray.Sdk.Generators.Options;

/// <summary>A value of an enum.</summary>
/// <param name="Key">As users write it.</param>
/// <param name="Code">As C# takes it.</param>
internal sealed record EnumValue(string Key, string Code)
{
    private const string Attribute = "System.Runtime.Serialization.EnumMemberAttribute";

    /// <summary>How users write a value: as its <c>[EnumMember(Value = "…")]</c> says, else its name in snake_case.</summary>
    public static string KeyOf(IFieldSymbol field) => SpelledOut(field) ?? SnakeCase.Write(field.Name);

    /// <summary>What is wrong with how a value is written; null for nothing.</summary>
    public static string? ComplaintOf(IFieldSymbol field) => SpelledOut(field) switch
    {
        null when !SnakeCase.CanWrite(field.Name) => "use ASCII letters and digits, beginning with a capital",
        { } key when !SnakeCase.IsWritten(key.Replace('-', '_')) => "write its value in small letters and digits, with '-' or '_' between words",
        _ => null,
    };

    private static string? SpelledOut(IFieldSymbol field) => field.Attribute(Attribute)?.NamedText("Value");
}

using System.Reflection;

namespace Foray.Sdk.Tests.Kinds;

/// <summary>Types as C# writes them, without namespaces.</summary>
internal static class TypeName
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(double)] = "double",
        [typeof(object)] = "object",
    };

    public static string Of(Type type, NullabilityInfo nullability)
    {
        var mark = nullability.ReadState == NullabilityState.Nullable ? "?" : "";
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Plain(value) + "?";
        if (!type.IsGenericType)
            return Plain(type) + mark;
        var arguments = type.GetGenericArguments().Select((argument, index) => Of(argument, nullability.GenericTypeArguments[index]));
        return $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", arguments)}>{mark}";
    }

    private static string Plain(Type type) => Keywords.GetValueOrDefault(type, type.Name);
}

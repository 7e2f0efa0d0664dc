using System.Reflection;
using System.Text.Json;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>Compares an options record with the schema that the manifest has of it.</summary>
internal static class OptionsContract
{
    /// <summary>What does not fit; null where all does.</summary>
    public static string? FindDifference(Assembly assembly, string record)
    {
        if (OptionKeys.SchemaOf(assembly, record) is not { } schema)
            return $"the manifest has no schema of '{record}'";
        if (assembly.GetType(record) is not { } type)
            return $"the manifest names the options record '{record}', which does not exist";
        using var document = JsonDocument.Parse(schema);
        var listed = document.RootElement.GetProperty("properties").EnumerateArray().Select(property => property.GetProperty("key").GetString()!).ToHashSet(StringComparer.Ordinal);
        var declared = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true })
            .Select(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name))
            .ToHashSet(StringComparer.Ordinal);
        var unlisted = declared.Except(listed).FirstOrDefault();
        var unknown = listed.Except(declared).FirstOrDefault();
        return unlisted is not null ? $"the schema of '{record}' lacks '{unlisted}'"
            : unknown is not null ? $"the schema of '{record}' lists '{unknown}', which the record has not"
            : null;
    }

    /// <summary>True where an option of the record has to be given.</summary>
    public static bool RequiresAny(Assembly assembly, string record)
    {
        using var document = JsonDocument.Parse(OptionKeys.SchemaOf(assembly, record) ?? """{"properties":[]}""");
        return document.RootElement.TryGetProperty("exactly_one", out _)
            || document.RootElement.GetProperty("properties").EnumerateArray().Any(property => property.TryGetProperty("required", out var required) && required.GetBoolean());
    }
}

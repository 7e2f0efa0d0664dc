using Foray.Sdk.Generators.Rules;
using Foray.Sdk.Generators.Symbols;
using Foray.Sdk.Generators.Text;
using Microsoft.CodeAnalysis;

namespace Foray.Sdk.Generators.Options;

/// <summary>Checks the keys that options of one record had before.</summary>
internal static class FormerKeys
{
    public static void Check(IReadOnlyList<(IPropertySymbol Property, Option Option)> options, bool hasDiscriminator, Problems problems)
    {
        var keys = options.ToLookup(entry => entry.Option.Key, entry => entry.Property.Name);
        var seen = new Dictionary<string, string>();
        foreach (var (property, _) in options)
        {
            foreach (var attribute in property.Attributes(Contract.RenamedFrom))
            {
                var key = attribute.Text(0);
                var complaint = !SnakeCase.IsWritten(key) ? "write it in snake_case, as users wrote it"
                    : hasDiscriminator && key == Contract.DiscriminatorKey ? "the key 'kind' is reserved for the name of the plugin"
                    : keys[key].FirstOrDefault() is { } present ? $"it is the key of '{present}'"
                    : seen.TryGetValue(key, out var other) ? $"it is a former key of '{other}' too"
                    : null;
                seen[key] = property.Name;
                if (complaint is not null)
                    problems.Add(Descriptors.InvalidFormerKey, attribute.Place(property), key, property.Name, complaint);
            }
        }
    }
}

using Foray.Sdk.Generators.Rules;
using Foray.Sdk.Generators.Symbols;
using Foray.Sdk.Generators.Text;
using Microsoft.CodeAnalysis;

namespace Foray.Sdk.Generators.Options;

/// <summary>Reads the attributes of a record that bind several of its options together.</summary>
internal static class OptionGroups
{
    /// <summary>The keys that each attribute of this name lists; names that are none are reported.</summary>
    public static EquatableArray<EquatableArray<string>> Read(INamedTypeSymbol record, string attributeName, Problems problems)
    {
        var options = new HashSet<string>(RecordShape.OptionsOf(record).Select(property => property.Name));
        var groups = new List<EquatableArray<string>>();
        foreach (var attribute in RecordShape.Lineage(record).SelectMany(type => type.Attributes(attributeName)))
        {
            var names = attribute.ConstructorArguments.SelectMany(Names).ToList();
            var unknown = names.FirstOrDefault(name => !options.Contains(name));
            var complaint = unknown is not null ? $"there is no option '{unknown}'"
                : names.Distinct().Count() < 2 || names.Distinct().Count() < names.Count ? "it takes two or more different options"
                : null;
            if (complaint is not null)
                problems.Add(Descriptors.MisusedAttribute, attribute.Place(record), attribute.ShortName(), record.Name, complaint);
            groups.Add(new(names.Select(SnakeCase.Write)));
        }

        return new(groups);
    }

    private static IEnumerable<string> Names(TypedConstant argument) =>
        argument.Kind == TypedConstantKind.Array ? ((TypedConstant?)argument).Texts() : [argument.Value as string ?? ""];
}

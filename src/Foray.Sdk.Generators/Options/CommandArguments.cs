using Foray.Sdk.Generators.Rules;
using Foray.Sdk.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace Foray.Sdk.Generators.Options;

/// <summary>Checks that the options of a command can be written on a command line.</summary>
internal static class CommandArguments
{
    private static readonly HashSet<string> Scalars =
    [
        OptionSchema.Text, OptionSchema.Integer, OptionSchema.Number, OptionSchema.Boolean, OptionSchema.Enum,
        OptionSchema.Duration, OptionSchema.Size, OptionSchema.Cidr, OptionSchema.InputPath, OptionSchema.Scalar,
    ];

    private static readonly HashSet<string> PositionalTypes =
        [OptionSchema.Text, OptionSchema.InputPath, OptionSchema.Integer, OptionSchema.Number, OptionSchema.Enum];

    /// <param name="options">The options of one record.</param>
    /// <param name="isCommand">True for the options of a command, and not for those of a record inside of them.</param>
    /// <param name="problems">Takes the reports.</param>
    public static void Check(IReadOnlyList<(IPropertySymbol Property, Option Option)> options, bool isCommand, Problems problems)
    {
        if (isCommand)
            CheckTypes(options, problems);
        var order = 0;
        Option? before = null;
        foreach (var (property, option) in options.Where(entry => entry.Property.Attribute(Contract.Positional) is not null).OrderBy(entry => entry.Option.Position))
        {
            var complaint = !isCommand ? "it is no option of a plugin of kind 'command', or is inside of another one" : Complaint(option, order, before);
            if (complaint is not null)
                Report(property, complaint, problems);
            before = option;
            order = (option.Position ?? order) + 1;
        }
    }

    private static void CheckTypes(IReadOnlyList<(IPropertySymbol Property, Option Option)> options, Problems problems)
    {
        foreach (var (property, option) in options)
        {
            var isOffered = Scalars.Contains(option.Schema.Type)
                || option.Schema is { Type: OptionSchema.List, Items: { Type: not OptionSchema.Boolean } items } && Scalars.Contains(items.Type);
            if (!isOffered)
                problems.Add(Descriptors.NotOnCommandLine, property.Locations[0], property.Name, "use text, a path, a number, a flag, an enum, a duration, a size, or a list of those");
        }
    }

    private static string? Complaint(Option option, int order, Option? before)
    {
        if (option.Position != order)
            return option.Position == before?.Position ? $"two options have the place {option.Position}" : $"no option has the place {order}";
        if (before?.Schema.Type == OptionSchema.List)
            return "it stands behind a list, which takes the rest of the line";
        if (before is { Default: not null } && option.Default is null)
            return $"it is required, and stands behind '{before.Key}', which may be left out";
        var isListOfText = option.Schema is { Type: OptionSchema.List, Items.Type: OptionSchema.Text or OptionSchema.InputPath };
        return isListOfText || PositionalTypes.Contains(option.Schema.Type) ? null : "a positional option is text, a path, a number, an enum, or a list of text";
    }

    private static void Report(IPropertySymbol property, string complaint, Problems problems) =>
        problems.Add(Descriptors.NotOnCommandLine, property.Attribute(Contract.Positional)!.Place(property), property.Name, complaint);
}

using System.Globalization;
using System.Text.RegularExpressions;
using Foray.Sdk.Generators.Rules;
using Foray.Sdk.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace Foray.Sdk.Generators.Options;

/// <summary>Brings an option's attributes into its schema.</summary>
internal static class Annotations
{
    private const string DataAnnotations = "System.ComponentModel.DataAnnotations.";

    /// <summary>The schema with what the attributes say; those that do not fit are reported.</summary>
    public static OptionSchema Apply(IPropertySymbol property, OptionSchema schema, Problems problems)
    {
        foreach (var attribute in property.GetAttributes())
        {
            var complaint = Apply(attribute, property.IsRequired, ref schema);
            if (complaint is not null)
                problems.Add(Descriptors.MisusedAttribute, PlaceOf(attribute, property), attribute.ShortName(), property.Name, complaint);
        }

        return schema;
    }

    private static string? Apply(AttributeData attribute, bool isRequired, ref OptionSchema schema)
    {
        switch (attribute.AttributeClass?.ToDisplayString())
        {
            case Contract.MachineCount:
                return schema.Type == OptionSchema.List || schema.Reader == "Int32" ? null : "it is for an 'int' and for a list";
            case Contract.MachineTool:
                return schema.Type == OptionSchema.Text || (schema.Type == OptionSchema.List && schema.Items?.Type == OptionSchema.Text)
                    ? null : "it is for text and for a list of text";
            case Contract.DefaultDuration:
                return schema.Type != OptionSchema.Duration ? "it is for a 'TimeSpan'" : isRequired ? "a required option has no default" : null;
            case Contract.Unique:
                schema = schema with { Unique = true };
                return schema.Type == OptionSchema.List ? null : "it is for a list";
            case Contract.Matrix:
                schema = schema with { Matrix = true };
                return schema is { Type: OptionSchema.Map, Items: { Type: OptionSchema.List, Items.Type: OptionSchema.Scalar } }
                    ? null : "it is for a map of lists of 'ScalarValue'";
            case Contract.WithinFolder:
                schema = schema with { WithinFolder = true };
                return schema.Type == OptionSchema.Text ? null : "it is for text";
            case Contract.Verbatim:
                return ApplyVerbatim(ref schema);
            case Contract.Deprecated:
                return isRequired ? "a required option cannot be left out" : attribute.Text(0).Trim().Length == 0 ? "it says what to do instead" : null;
            case DataAnnotations + "RangeAttribute":
                return ApplyRange(attribute, ref schema);
            case DataAnnotations + "RegularExpressionAttribute":
                return ApplyPattern(attribute, ref schema);
            case DataAnnotations + "StringLengthAttribute":
                return schema.Type != OptionSchema.Text ? "it is for text"
                    : ApplyLength(attribute.Named("MinimumLength")?.Value as int?, Number(attribute, 0), ref schema);
            case DataAnnotations + "MinLengthAttribute":
                return ApplyLength(Number(attribute, 0), null, ref schema);
            case DataAnnotations + "MaxLengthAttribute":
                return ApplyLength(null, Number(attribute, 0), ref schema);
            default:
                return IsValidation(attribute.AttributeClass) ? "the check does not know this attribute" : null;
        }
    }

    private static string? ApplyVerbatim(ref OptionSchema schema)
    {
        if (schema.Type == OptionSchema.Text)
        {
            schema = schema with { Verbatim = true };
            return null;
        }

        if (schema.Items is not { } items)
            return "it is for text";
        var complaint = ApplyVerbatim(ref items);
        schema = schema with { Items = items };
        return complaint;
    }

    private static string? ApplyPattern(AttributeData attribute, ref OptionSchema schema)
    {
        if (schema.Type != OptionSchema.Text)
            return "it is for text";
        schema = schema with { Pattern = attribute.Text(0) };
        try
        {
            _ = new Regex(attribute.Text(0));
            return null;
        }
        catch (ArgumentException)
        {
            return "its pattern is not a regular expression";
        }
    }

    private static string? ApplyLength(int? minimum, int? maximum, ref OptionSchema schema)
    {
        if (schema.Type is not (OptionSchema.Text or OptionSchema.List or OptionSchema.Map))
            return "it is for text, a list or a map";
        schema = schema with { MinimumLength = minimum ?? schema.MinimumLength, MaximumLength = maximum ?? schema.MaximumLength };
        return null;
    }

    private static string? ApplyRange(AttributeData attribute, ref OptionSchema schema)
    {
        if (schema.Type is not (OptionSchema.Integer or OptionSchema.Number))
            return "it is for numbers";
        if (attribute.Named("MinimumIsExclusive") is not null || attribute.Named("MaximumIsExclusive") is not null)
            return "its bounds are part of the range";
        if (attribute.ConstructorArguments.Length != 2)
            return "write its bounds as numbers";
        var isInteger = schema.Type == OptionSchema.Integer;
        schema = schema with
        {
            Minimum = Bound(attribute.ConstructorArguments[0].Value, isInteger, Math.Ceiling),
            Maximum = Bound(attribute.ConstructorArguments[1].Value, isInteger, Math.Floor),
        };
        return null;
    }

    /// <summary>A bound as JSON; null where it is beyond the option's type, and so bounds nothing.</summary>
    private static string? Bound(object? value, bool isInteger, Func<double, double> round) => value switch
    {
        int whole => whole.ToString(CultureInfo.InvariantCulture),
        double number when isInteger && Math.Abs(number) < long.MaxValue => ((long)round(number)).ToString(CultureInfo.InvariantCulture),
        double number when !isInteger && Math.Abs(number) < double.MaxValue => number.ToString("R", CultureInfo.InvariantCulture),
        _ => null,
    };

    private static int? Number(AttributeData attribute, int position) =>
        position < attribute.ConstructorArguments.Length ? attribute.ConstructorArguments[position].Value as int? : null;

    private static bool IsValidation(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.ToDisplayString() == DataAnnotations + "ValidationAttribute")
                return true;
        }

        return false;
    }

    private static Location PlaceOf(AttributeData attribute, IPropertySymbol property) =>
        attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation() ?? property.Locations[0];
}

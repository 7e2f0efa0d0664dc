using System.Globalization;
using Foray.Sdk.Generators.Rules;
using Foray.Sdk.Generators.Symbols;
using Foray.Sdk.Generators.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Foray.Sdk.Generators.Options;

/// <summary>Makes an option's default from its initializer, as code for the binder and as JSON for the manifest.</summary>
internal sealed class DefaultReader(Compilation compilation, Problems problems)
{
    public OptionDefault Read(IPropertySymbol property, OptionSchema schema, CancellationToken cancellationToken)
    {
        var declaration = property.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken) as PropertyDeclarationSyntax;
        var initializer = Unwrap(declaration?.Initializer?.Value);
        var complaint = Read(property, schema, initializer, out var result, cancellationToken);
        if (complaint is not null)
            problems.Add(Descriptors.DefaultNotConstant, initializer?.GetLocation() ?? property.Locations[0], property.Name, complaint);
        return result;
    }

    private string? Read(
        IPropertySymbol property, OptionSchema schema, ExpressionSyntax? initializer, out OptionDefault result, CancellationToken cancellationToken)
    {
        result = Nothing(property.Type);
        if (schema.Type == OptionSchema.Duration && property.Attribute(Contract.DefaultDuration) is { } attribute)
            return initializer is null ? ReadDuration(attribute, out result) : "[DefaultDuration] gives it already";
        if (initializer is null or DefaultExpressionSyntax || initializer.IsKind(SyntaxKind.DefaultLiteralExpression))
            return null;
        var model = compilation.GetSemanticModel(initializer.SyntaxTree);
        if (model.GetConstantValue(initializer, cancellationToken) is { HasValue: true, Value: null })
            return null;
        var found = schema.Type switch
        {
            OptionSchema.List => ReadList(schema, initializer, model),
            OptionSchema.Map => ReadMap(schema, initializer, model),
            OptionSchema.Object => ReadRecord(schema, initializer, model),
            _ => ReadConstant(schema, initializer, model),
        };
        result = found ?? result;
        return found is null ? Advice(schema) : null;
    }

    private static string Advice(OptionSchema schema) => schema.Type switch
    {
        OptionSchema.Duration => "use [DefaultDuration(\"5m\")] instead of an initializer",
        OptionSchema.List => "use a collection expression of constants, such as []",
        OptionSchema.Map => "use an empty 'Dictionary', or null",
        OptionSchema.Object => "use 'new()', or null",
        OptionSchema.Text or OptionSchema.Integer or OptionSchema.Number or OptionSchema.Boolean or OptionSchema.Enum => "use a constant",
        _ => "make it nullable and decide in the plugin",
    };

    private static string? ReadDuration(AttributeData attribute, out OptionDefault result)
    {
        var text = attribute.Text(0);
        var ticks = DurationText.ReadTicks(text);
        result = new OptionDefault(
            $"global::System.TimeSpan.FromTicks({ticks.GetValueOrDefault().ToString(CultureInfo.InvariantCulture)}L)",
            new JsonWriter().Text(text).ToString());
        return ticks is null ? $"'{text}' is not a duration such as 90s, 5m or 1h30m" : null;
    }

    private static OptionDefault? ReadList(OptionSchema schema, ExpressionSyntax initializer, SemanticModel model)
    {
        var items = initializer switch
        {
            CollectionExpressionSyntax collection when collection.Elements.All(element => element is ExpressionElementSyntax) =>
                collection.Elements.Select(element => ((ExpressionElementSyntax)element).Expression),
            ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions,
            ArrayCreationExpressionSyntax { Initializer: { } values } => values.Expressions,
            _ => null,
        };
        var constants = items?.Select(item => ReadConstant(schema.Items!, item, model)).ToList();
        if (constants is null || constants.Contains(null))
            return null;
        return new OptionDefault(
            "[" + string.Join(", ", constants.Select(constant => constant!.Code)) + "]",
            "[" + string.Join(",", constants.Select(constant => constant!.Json)) + "]");
    }

    private static OptionDefault? ReadMap(OptionSchema schema, ExpressionSyntax initializer, SemanticModel model)
    {
        var isNewDictionary = initializer is ObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 }, Initializer: null or { Expressions.Count: 0 } };
        var isEmptyMember = initializer is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Empty" }
            && model.GetSymbolInfo(initializer).Symbol is { IsStatic: true };
        return isNewDictionary || isEmptyMember
            ? new OptionDefault($"global::System.Collections.ObjectModel.ReadOnlyDictionary<string, {schema.ItemCode}>.Empty")
            : null;
    }

    private static OptionDefault? ReadRecord(OptionSchema schema, ExpressionSyntax initializer, SemanticModel model)
    {
        if (initializer is not BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 }, Initializer: null or { Expressions.Count: 0 } })
            return null;
        var created = model.GetTypeInfo(initializer).Type as INamedTypeSymbol;
        return created?.FullName() == schema.Record
            ? new OptionDefault(BinderSource.BindEmpty(schema.Record!), CreatesRecord: true)
            : null;
    }

    private static OptionDefault? ReadConstant(OptionSchema schema, ExpressionSyntax expression, SemanticModel model)
    {
        var unwrapped = Unwrap(expression)!;
        if (model.GetConstantValue(unwrapped) is not { HasValue: true, Value: { } value })
            return null;
        switch (schema.Type)
        {
            case OptionSchema.Enum:
                return ReadEnum(schema, model.GetTypeInfo(unwrapped).Type, value);
            case OptionSchema.Text when value is string text:
                return new OptionDefault(SymbolDisplay.FormatLiteral(text, quote: true), new JsonWriter().Text(text).ToString());
            case OptionSchema.Boolean when value is bool flag:
                return new OptionDefault(flag ? "true" : "false", flag ? "true" : "false");
            case OptionSchema.Integer when value is not (bool or string):
                var whole = Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
                return new OptionDefault(schema.Reader == "Int64" ? whole + "L" : whole, whole);
            case OptionSchema.Number when value is not (bool or string):
                var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
                var written = number.ToString("R", CultureInfo.InvariantCulture);
                return double.IsNaN(number) || double.IsInfinity(number) ? null : new OptionDefault(written + "d", written);
            default:
                return null;
        }
    }

    private static OptionDefault? ReadEnum(OptionSchema schema, ITypeSymbol? type, object value)
    {
        var field = type?.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, value));
        return field is null
            ? null
            : new OptionDefault($"{schema.Code}.{field.EscapedName()}", new JsonWriter().Text(EnumValue.KeyOf(field)).ToString());
    }

    /// <summary>What a record has where neither file nor initializer say anything.</summary>
    private static OptionDefault Nothing(ITypeSymbol type)
    {
        if (type.IsValueType)
            return new OptionDefault($"default({type.Code()})");
        return new OptionDefault(type.NullableAnnotation == NullableAnnotation.NotAnnotated ? "null!" : "null");
    }

    private static ExpressionSyntax? Unwrap(ExpressionSyntax? expression) => expression switch
    {
        ParenthesizedExpressionSyntax inner => Unwrap(inner.Expression),
        PostfixUnaryExpressionSyntax inner when inner.IsKind(SyntaxKind.SuppressNullableWarningExpression) => Unwrap(inner.Operand),
        _ => expression,
    };
}

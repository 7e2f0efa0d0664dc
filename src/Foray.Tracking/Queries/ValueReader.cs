using System.Globalization;
using Foray.Sdk.Options;
using Foray.Tracking.Store.Search;

namespace Foray.Tracking.Queries;

/// <summary>Makes comparisons of a field with values, each of which has to be of a type that the field can be compared with.</summary>
internal sealed class ValueReader(TokenReader tokens, QueryFaults faults, string query)
{
    /// <summary>Stands for a comparison that cannot be, so that the rest can be read.</summary>
    private static readonly RunFilter Nothing = new AnyOf([]);

    private static readonly string[] Times =
    [
        .. from separator in new[] { "'T'", "' '" }
           from time in new[] { "HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF" }
           select $"yyyy-MM-dd{separator}{time}K",
        "yyyy-MM-dd",
    ];

    /// <summary>Reads the value behind a comparison.</summary>
    /// <returns>Null where there is none, which has been noted as a fault.</returns>
    public RunFilter? Read(RunField field, ComparisonOperator comparison)
    {
        if (!IsValue(tokens.Current))
        {
            tokens.Refuse("a text in single quotes or a number");
            return null;
        }

        var token = tokens.Take();
        return FieldReader.IsUnknown(field) ? Nothing : Compare(field, comparison, token);
    }

    /// <summary>Reads the text behind a <c>like</c>.</summary>
    /// <returns>Null where there is none, which has been noted as a fault.</returns>
    public string? ReadPattern()
    {
        if (tokens.Current.Kind is TokenKind.Text or TokenKind.Quoted)
            return tokens.Take().Text;
        tokens.Refuse("a pattern in single quotes");
        return null;
    }

    private static bool IsValue(Token token) =>
        token.Kind is TokenKind.Text or TokenKind.Quoted or TokenKind.Number || (token.Kind == TokenKind.Word && InWords(token.Text) is not null);

    private RunFilter Compare(RunField field, ComparisonOperator comparison, Token token)
    {
        var isText = token.Kind is TokenKind.Text or TokenKind.Quoted;
        var property = (field as RunPropertyField)?.Property;
        if (property is RunProperty.Duration)
            return Number(field, comparison, token, Milliseconds(token), $"{token.Shown(query)} is no duration", "write it like 90s, 5m or 1h30m");
        if (property is RunProperty.Started or RunProperty.Ended && isText)
            return Number(field, comparison, token, Time(token.Text), $"{token.Shown(query)} is no time", "write it like '2026-01-31' or '2026-01-31T12:30:00Z'; without a time zone it is UTC");
        if (isText)
            return field.IsText ? new TextComparison(field, comparison, token.Text) : Wrong(token, "this field is a number, and is compared with a text", "write the number without quotes");
        return field.IsNumber
            ? Number(field, comparison, token, Number(token.Text), $"{token.Shown(query)} is no number", "write it like 0.3 or 1e-4; texts stand in single quotes")
            : Wrong(token, "this field is a text, and is compared with a number", $"write '{query.AsSpan(token.Start, token.Length)}' in single quotes");
    }

    private RunFilter Number(RunField field, ComparisonOperator comparison, Token token, double? number, string message, string remedy)
    {
        if (number is null)
            return Wrong(token, message, remedy);
        return double.IsNaN(number.Value)
            ? Wrong(token, "nothing can be compared with NaN", "a metric whose value is NaN is found by 'is null'")
            : new NumberComparison(field, comparison, number.Value);
    }

    private RunFilter Wrong(Token token, string message, string remedy)
    {
        faults.Add(QueryCodes.WrongValue, token, message, remedy);
        return Nothing;
    }

    private static double? Number(string text) =>
        InWords(text) ?? (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null);

    /// <summary>The numbers that are written as words.</summary>
    private static double? InWords(string text) => text.ToLowerInvariant() switch
    {
        "inf" or "infinity" or "+inf" or "+infinity" => double.PositiveInfinity,
        "-inf" or "-infinity" => double.NegativeInfinity,
        "nan" or "+nan" or "-nan" => double.NaN,
        _ => null,
    };

    private static double? Milliseconds(Token token) =>
        Duration.TryParse(token.Text, out var duration) ? duration.TotalMilliseconds : token.Kind is TokenKind.Number or TokenKind.Word ? InWords(token.Text) : null;

    private static double? Time(string text) =>
        DateTimeOffset.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? (time - DateTimeOffset.UnixEpoch).TotalMilliseconds
            : null;
}

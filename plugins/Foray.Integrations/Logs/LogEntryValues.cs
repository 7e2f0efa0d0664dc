using System.Globalization;
using System.Text.Json;

namespace Foray.Integrations.Logs;

/// <summary>Finds the chosen numbers among the values of a log entry.</summary>
internal sealed class LogEntryValues(LoggingIntegrationOptions options)
{
    /// <summary>Where the logging library keeps the template among the values. Source: <c>FormattedLogValues</c> of Microsoft.Extensions.Logging.</summary>
    private const string Template = "{OriginalFormat}";

    /// <summary>True for a category that is listened to.</summary>
    public bool Choose(string category) => options.Categories.Count == 0 || options.Categories.Any(name => name.EndsWith('*')
        ? category.StartsWith(name[..^1], StringComparison.Ordinal)
        : category == name);

    /// <summary>Reads the values of an entry.</summary>
    /// <param name="arguments">All of them as a JSON object of texts, as the event source writes them.</param>
    /// <param name="culture">The culture in which they were written.</param>
    /// <returns>Names of metrics and their numbers. What is no number is left out.</returns>
    public IReadOnlyList<(string Metric, double Number)> Read(string arguments, IFormatProvider culture)
    {
        using var document = JsonDocument.Parse(arguments);
        var values = document.RootElement;
        if (options.Templates.Count > 0 && !(values.TryGetProperty(Template, out var template) && options.Templates.Contains(template.GetString())))
            return [];
        var found = new List<(string, double)>();
        foreach (var (key, metric) in options.Values)
        {
            if (values.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String && Number(value.GetString()!, culture) is { } number)
                found.Add((metric, number));
        }

        return found;
    }

    private static double? Number(string text, IFormatProvider culture) =>
        double.TryParse(text, NumberStyles.Float, culture, out var number) || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) ? number : null;
}

using System.Text;
using Foray.Sdk.Diagnostics;

namespace Foray.Configuration.Diagnostics;

/// <summary>Diagnostics as lines that people and editors read.</summary>
public static class DiagnosticText
{
    /// <summary>One line each, <c>file:line:column: error CODE: message</c>, and the remedy indented below it. Empty where there is none.</summary>
    public static string Format(IReadOnlyList<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        var text = new StringBuilder();
        foreach (var diagnostic in diagnostics)
        {
            if (diagnostic.Place is { } place)
                text.Append(place.ToString()).Append(": ");
            text.Append(Name(diagnostic.Severity)).Append(' ').Append(diagnostic.Code).Append(": ").Append(diagnostic.Message).Append('\n');
            if (diagnostic.Remedy is { } remedy)
                text.Append("    ").Append(remedy).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The severity as both forms of output write it.</summary>
    internal static string Name(Severity severity) => severity == Severity.Error ? "error" : "warning";
}

namespace Foray.Sdk.Diagnostics;

/// <summary>What is wrong, where, and what to do about it. The one form in which Foray reports anything a user can cause.</summary>
/// <param name="Code">Stable code, <c>FORAY</c> and three digits; never reused for another meaning. Plugins use codes of their own with another prefix.</param>
/// <param name="Severity">Whether the work can go on.</param>
/// <param name="Place">Where in a file; null where no file is at fault.</param>
/// <param name="Message">What is wrong, naming the object and the value. One sentence without a full stop.</param>
/// <param name="Remedy">What the reader can do; null where nothing better than the message can be said.</param>
public sealed record Diagnostic(string Code, Severity Severity, Place? Place, string Message, string? Remedy = null)
{
    /// <summary>An error without a place in a file.</summary>
    public static Diagnostic Error(string code, string message, string? remedy = null) =>
        new(code, Severity.Error, null, message, remedy);

    /// <summary>An error at a place in a file.</summary>
    public static Diagnostic Error(string code, Place place, string message, string? remedy = null) =>
        new(code, Severity.Error, place, message, remedy);

    /// <summary>A warning without a place in a file.</summary>
    public static Diagnostic Warning(string code, string message, string? remedy = null) =>
        new(code, Severity.Warning, null, message, remedy);

    /// <summary>A warning at a place in a file.</summary>
    public static Diagnostic Warning(string code, Place place, string message, string? remedy = null) =>
        new(code, Severity.Warning, place, message, remedy);

    /// <summary>One line: <c>place: severity CODE: message (remedy)</c>.</summary>
    public override string ToString()
    {
        var place = Place is { } at ? $"{at}: " : "";
        var severity = Severity == Severity.Error ? "error" : "warning";
        var remedy = Remedy is null ? "" : $" ({Remedy})";
        return $"{place}{severity} {Code}: {Message}{remedy}";
    }
}

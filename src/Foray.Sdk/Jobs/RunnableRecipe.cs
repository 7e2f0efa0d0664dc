using System.Text.Json;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Sdk.Jobs;

/// <summary>
/// A runnable as a document: a mapping with <c>kind</c>, and <c>uri</c>, <c>name</c>, <c>args</c>, <c>kwargs</c> (or <c>parameters</c>), <c>environment</c>, <c>tags</c>, <c>requirements</c>,
/// <c>set_up</c>, <c>tear_down</c> and <c>timeout</c>, each of which may be left out.
/// </summary>
public static class RunnableRecipe
{
    /// <summary>Code of the diagnostic for a key that no runnable has.</summary>
    public const string UnknownKey = "FORAY210";

    /// <summary>Code of the diagnostic for a value that is missing, or that its key cannot have.</summary>
    public const string WrongValue = "FORAY211";

    private static readonly Place Here = new("recipe", 0, 0);

    /// <summary>Writes a runnable as one JSON object without what has its default. Equal runnables give equal text, whatever the order of named values.</summary>
    public static void Write(Utf8JsonWriter writer, Runnable runnable)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(runnable);
        writer.WriteStartObject();
        writer.WriteString("kind", runnable.Kind);
        WriteText(writer, "uri", runnable.Uri.Length == 0 ? null : runnable.Uri);
        WriteText(writer, "name", runnable.Name);
        WriteList(writer, "args", runnable.Arguments);
        WriteNamed(writer, "kwargs", runnable.Parameters);
        WriteNamed(writer, "environment", runnable.Environment);
        WriteList(writer, "tags", runnable.Tags);
        WriteRequirements(writer, runnable.Requirements);
        WriteText(writer, "set_up", runnable.SetUp);
        WriteText(writer, "tear_down", runnable.TearDown);
        if (runnable.Timeout is { } timeout)
            writer.WriteNumber("timeout", (decimal)timeout.Ticks / TimeSpan.TicksPerSecond);
        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote, or what a person did.</summary>
    /// <exception cref="DiagnosticException">It is no runnable; all that is wrong with it.</exception>
    public static Runnable Read(JsonElement element)
    {
        List<Diagnostic> problems = [];
        return Read(DocumentJson.Read(element, Here), problems) ?? throw new DiagnosticException(problems);
    }

    /// <summary>Reads a runnable from a document.</summary>
    /// <param name="node">The document, or a part of one.</param>
    /// <param name="problems">Where what is wrong with it is told, each with its place.</param>
    /// <returns>The runnable; null where anything is wrong with it.</returns>
    public static Runnable? Read(DocumentNode node, ICollection<Diagnostic> problems)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(problems);
        return new RecipeReader(problems).Read(node);
    }

    private static void WriteText(Utf8JsonWriter writer, string key, string? text)
    {
        if (text is not null)
            writer.WriteString(key, text);
    }

    private static void WriteList(Utf8JsonWriter writer, string key, IReadOnlyList<string> items)
    {
        if (items.Count == 0)
            return;
        writer.WriteStartArray(key);
        foreach (var item in items)
            writer.WriteStringValue(item);
        writer.WriteEndArray();
    }

    private static void WriteNamed(Utf8JsonWriter writer, string key, IReadOnlyDictionary<string, string> values)
    {
        if (values.Count == 0)
            return;
        writer.WriteStartObject(key);
        foreach (var (name, value) in values.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            writer.WriteString(name, value);
        writer.WriteEndObject();
    }

    private static void WriteRequirements(Utf8JsonWriter writer, IReadOnlyList<TestRequirement> requirements)
    {
        if (requirements.Count == 0)
            return;
        writer.WriteStartArray("requirements");
        foreach (var requirement in requirements)
        {
            writer.WriteStartObject();
            writer.WriteString(RecipeReader.KeyOf(requirement.Kind), requirement.Name);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}

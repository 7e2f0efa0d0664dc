using System.Text.Json;
using Foray.Sdk.Documents;
using Foray.Sdk.Jobs;

namespace Foray.Jobs.Records;

/// <summary>What a job was asked to do: enough to do it again, and to read its results.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Started">When it started.</param>
/// <param name="WorkingFolder">Folder that relative paths start from.</param>
/// <param name="Options">How it was run.</param>
/// <param name="Suites">Its suites with their settings, variants resolved.</param>
/// <param name="Tests">Its tests by their numbers.</param>
internal sealed record JobRecord(
    string Id, DateTimeOffset Started, string WorkingFolder, RecordedOptions Options, IReadOnlyList<Suite> Suites, IReadOnlyList<ListedTest> Tests)
{
    private const int Format = 1;

    public void Write(Stream target)
    {
        using var writer = new Utf8JsonWriter(target, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        writer.WriteStartObject();
        writer.WriteNumber("format", Format);
        writer.WriteString("id", Id);
        writer.WriteString("started", Started);
        writer.WriteString("working_folder", WorkingFolder);
        writer.WriteStartObject("options");
        Options.Write(writer);
        writer.WriteEndObject();
        writer.WriteStartArray("suites");
        foreach (var suite in Suites)
            Write(writer, suite);
        writer.WriteEndArray();
        writer.WriteStartArray("tests");
        foreach (var test in Tests)
            Write(writer, test);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <exception cref="NotSupportedException">A newer Foray wrote it.</exception>
    /// <exception cref="Exception">It is no such record: what reading JSON throws.</exception>
    public static JobRecord Read(JsonElement root)
    {
        if (root.GetProperty("format").GetInt32() is var format and not Format)
            throw new NotSupportedException($"it has format {format}, this Foray knows format {Format}");
        return new JobRecord(
            root.GetProperty("id").GetString()!,
            root.GetProperty("started").GetDateTimeOffset(),
            root.GetProperty("working_folder").GetString()!,
            RecordedOptions.Read(root.GetProperty("options")),
            [.. root.GetProperty("suites").EnumerateArray().Select(ReadSuite)],
            [.. root.GetProperty("tests").EnumerateArray().Select(ReadTest)]);
    }

    private static void Write(Utf8JsonWriter writer, Suite suite)
    {
        writer.WriteStartObject();
        writer.WriteString("name", suite.Name);
        if (suite.Settings.Spawner is { } spawner)
            writer.WriteString("spawner", spawner);
        if (suite.Settings.SpawnerOptions is { } options)
        {
            writer.WritePropertyName("spawner_options");
            writer.WriteRawValue(DocumentJson.Write(options));
        }

        if (suite.Settings.Timeout is { } timeout)
            writer.WriteNumber("timeout_ticks", timeout.Ticks);
        writer.WriteNumber("retries", suite.Settings.Retries ?? 0);
        writer.WriteBoolean("dry_run", suite.Settings.DryRun ?? false);
        writer.WriteEndObject();
    }

    private static Suite ReadSuite(JsonElement suite) => new(suite.GetProperty("name").GetString()!)
    {
        Settings = new SuiteSettings
        {
            Spawner = suite.TryGetProperty("spawner", out var spawner) ? spawner.GetString() : null,
            SpawnerOptions = suite.TryGetProperty("spawner_options", out var options) ? DocumentJson.Read(options.GetRawText(), "job.json") as MappingNode : null,
            Timeout = suite.TryGetProperty("timeout_ticks", out var ticks) ? TimeSpan.FromTicks(ticks.GetInt64()) : null,
            Retries = suite.GetProperty("retries").GetInt32(),
            DryRun = suite.GetProperty("dry_run").GetBoolean(),
        },
    };

    private static void Write(Utf8JsonWriter writer, ListedTest test)
    {
        writer.WriteStartObject();
        writer.WriteNumber("number", test.Number);
        writer.WriteString("suite", test.Suite);
        writer.WriteString("name", test.Name);
        if (test.Resolver is { } resolver)
            writer.WriteString("resolver", resolver);
        if (test.Reference is { } reference)
            writer.WriteString("reference", reference);
        if (test.Variant.Count > 0)
        {
            writer.WriteStartObject("variant");
            foreach (var (name, value) in test.Variant)
                writer.WriteString(name, value);
            writer.WriteEndObject();
        }

        writer.WritePropertyName("test");
        RunnableRecipe.Write(writer, test.Test);
        writer.WriteEndObject();
    }

    private static ListedTest ReadTest(JsonElement test) => new(
        test.GetProperty("number").GetInt32(),
        test.GetProperty("suite").GetString()!,
        test.GetProperty("name").GetString()!,
        RunnableRecipe.Read(test.GetProperty("test")),
        test.TryGetProperty("resolver", out var resolver) ? resolver.GetString() : null,
        test.TryGetProperty("reference", out var reference) ? reference.GetString() : null)
    {
        Variant = test.TryGetProperty("variant", out var variant)
            ? variant.EnumerateObject().ToDictionary(parameter => parameter.Name, parameter => parameter.Value.GetString()!, StringComparer.Ordinal)
            : new Dictionary<string, string>(),
    };
}

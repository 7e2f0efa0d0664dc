using Foray.Plugins.Schemas;
using Foray.Sdk.Diagnostics;
using ValueType = Foray.Plugins.Schemas.ValueType;

namespace Foray.Plugins.Tests.Manifests;

public sealed class SchemaTests : IDisposable
{
    private readonly PackageFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private OptionsSchema Read(string schema, params IEnumerable<(string Record, string Schema)> others)
    {
        _folder.AddManifest("Package",
            """{"package":"Package","version":"1.0.0","sdk":"0.1.0","plugins":[{"kind":"result","name":"x","type":"X","factory":"F","options":"Root"}]}""",
            schemas: [("Root", schema), .. others]);
        return _folder.Catalog().Find("result", "x", out _)!.ReadSchema();
    }

    [Fact]
    public void A_generated_schema_is_read_as_the_record_was_written()
    {
        _folder.Install(Fixture.Music);
        var schema = _folder.Catalog().Find("result", "score", out _)!.ReadSchema();

        Assert.Equal("How a score is printed.", schema.Summary);
        Assert.Equal(["file", "voices", "clef", "movements"], schema.Properties.Select(property => property.Key));
        var voices = schema.Find("voices")!;
        Assert.Equal((ValueType.Integer, 1d, 12d, "4"), (voices.Schema.Type, voices.Schema.Minimum, voices.Schema.Maximum, voices.Default));
        Assert.Equal(["treble", "bass"], schema.Find("clef")!.Schema.Values);
        var tempo = schema.Find("movements")!.Schema.Items!.Record!.Find("tempo")!;
        Assert.True(tempo.Required);
        Assert.Null(tempo.Default);
        Assert.Null(schema.Find("nothing"));
        Assert.True(schema.Find("file")!.Schema.WithinFolder);
        Assert.False(tempo.Schema.WithinFolder);
    }

    [Fact]
    public void The_lists_of_a_matrix_have_different_items_and_are_not_empty()
    {
        _folder.Install(Fixture.Music);
        var moods = _folder.Catalog().Find("result", "score", out _)!.ReadSchema().Find("movements")!.Schema.Items!.Record!.Find("moods")!.Schema;

        Assert.Equal((true, true), (moods.Matrix, moods.NamesEnvironment));
        Assert.Equal((ValueType.List, 1, true), (moods.Items!.Type, moods.Items.MinimumItems, moods.Items.Unique));
    }

    [Theory]
    [InlineData("variable", true)]
    [InlineData("string", false)]
    public void The_names_of_a_map_of_variables_are_those_of_environment_variables(string values, bool expected)
    {
        var schema = Read($$$"""{"properties":[{"key":"k","schema":{"type":"map","values_schema":{"type":"{{{values}}}" } } }]}""");
        Assert.Equal(expected, schema.Properties[0].Schema.NamesEnvironment);
    }

    [Fact]
    public void Every_value_type_of_the_program_can_be_read()
    {
        foreach (var type in Enum.GetValues<ValueType>())
        {
            var name = string.Concat(type.ToString().Select((letter, index) => index > 0 && char.IsUpper(letter) ? $"_{letter}" : $"{letter}")).ToLowerInvariant();
            var schema = Read($$$"""
                {"properties":[{"key":"k","schema":{"type":"{{{name}}}","items":{"type":"string"},"values_schema":{"type":"string"},"record":"Root"}}]}
                """);
            Assert.Equal(type, schema.Properties[0].Schema.Type);
        }
    }

    [Fact]
    public void A_record_may_contain_itself()
    {
        var schema = Read("""{"properties":[{"key":"children","schema":{"type":"list","items":{"type":"object","record":"Root"}}}]}""");
        Assert.Same(schema, schema.Properties[0].Schema.Items!.Record);
    }

    [Fact]
    public void Unknown_members_are_ignored()
    {
        var schema = Read("""{"summary":"s","new":{"a":1},"properties":[{"key":"k","new":[],"schema":{"type":"integer","new":true}}]}""");
        Assert.Equal(ValueType.Integer, Assert.Single(schema.Properties).Schema.Type);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"properties\":")]
    [InlineData("""{"properties":[{}]}""")]
    [InlineData("""{"properties":[{"key":"k"}]}""")]
    [InlineData("""{"properties":[{"key":"k","schema":{}}]}""")]
    [InlineData("""{"properties":[{"key":"k","schema":{"type":"moon_phase"}}]}""")]
    [InlineData("""{"properties":[{"key":"k","schema":{"type":"list"}}]}""")]
    [InlineData("""{"properties":[{"key":"k","schema":{"type":"map"}}]}""")]
    [InlineData("""{"properties":[{"key":"k","schema":{"type":"object","record":"Elsewhere"}}]}""")]
    [InlineData("""{"properties":[{"key":"k","schema":{"type":"integer","minimum":"low"}}]}""")]
    [InlineData("""{"properties":[{"key":"k","renamed_from":"old","schema":{"type":"string"}}]}""")]
    [InlineData("""{"properties":[{"key":"k","renamed_from":[null],"schema":{"type":"string"}}]}""")]
    [InlineData("""{"properties":[{"key":"k","deprecated":true,"schema":{"type":"string"}}]}""")]
    [InlineData("""{"properties":[{"key":"k","position":"0","schema":{"type":"string"}}]}""")]
    [InlineData("""{"properties":[{"key":"k","position":0.5,"schema":{"type":"string"}}]}""")]
    [InlineData("""{"requires":[["alone"]]}""")]
    public void A_schema_that_does_not_keep_its_format_is_a_diagnostic_that_names_the_package(string schema)
    {
        var refusal = Assert.Throws<DiagnosticException>(() => Read(schema)).Diagnostics[0];
        Assert.Equal(PluginCodes.BadPackage, refusal.Code);
        Assert.Contains("'Package'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schema_that_cannot_be_read_cannot_be_read_the_second_time_either()
    {
        _folder.AddManifest("Package",
            """{"package":"Package","version":"1.0.0","sdk":"0.1.0","plugins":[{"kind":"result","name":"x","type":"X","factory":"F","options":"Root"}]}""",
            schemas: ("Root", """{"properties":[{"key":"k","schema":{"type":"moon_phase"}}]}"""));
        var plugin = _folder.Catalog().Find("result", "x", out _)!;
        Assert.Throws<DiagnosticException>(plugin.ReadSchema);
        Assert.Throws<DiagnosticException>(plugin.ReadSchema);
    }

    [Fact]
    public void A_package_that_was_removed_after_it_was_found_is_a_diagnostic_that_names_it()
    {
        _folder.Install(Fixture.Music);
        var plugin = _folder.Catalog().Find("result", "score", out _)!;
        File.Delete(_folder.AssemblyOf(Fixture.Music));
        var refusal = Assert.Throws<DiagnosticException>(plugin.ReadSchema).Diagnostics[0];
        Assert.Equal(PluginCodes.BadPackage, refusal.Code);
        Assert.Contains(Fixture.Music, refusal.Message, StringComparison.Ordinal);
    }
}

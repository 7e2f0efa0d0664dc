using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Foray.Sdk.Generators.Tests;

public sealed class IncrementalTests
{
    private const string Plugin = """
        [assembly: ExportsContracts("Music.Contracts")]
        namespace Music;
        [Plugin("tape"), Deprecated("use 'disc'"), RequiresPlugin("player", "disc")] public sealed class Tape(TapeOptions options) : IPlayer { public object O => options; }
        """;

    private const string Options = """
        namespace Music;
        public sealed record TapeOptions
        {
            /** <summary>It.</summary> */ [RenamedFrom("titles"), RenamedFrom("songs")] public IReadOnlyList<string> Names { get; init; } = ["a"];
            /** <summary>It.</summary> */ public Volume Volume { get; init; } = new();
        }
        public enum Speed { Slow, Fast }
        """;

    private const string Nested = """
        namespace Music;
        [AtMostOneOf("Level", "Speed")]
        public sealed record Volume
        {
            /** <summary>It.</summary> */ public int? Level { get; init; }
            /** <summary>It.</summary> */ public Speed? Speed { get; init; }
        }
        """;

    [Fact]
    public void An_unrelated_edit_reuses_every_output()
    {
        var result = RunTwice("class Unrelated;", "class Unrelated { int _x = 1; }");

        foreach (var step in (string[])[ManifestGenerator.PluginsStep, ManifestGenerator.RecordsStep, ManifestGenerator.IndexStep])
            Assert.All(Reasons(result.TrackedSteps[step]), reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
        Assert.All(Reasons(result.TrackedOutputSteps["SourceOutput"]), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void An_edit_of_a_nested_record_in_another_file_is_noticed()
    {
        var result = RunTwice(Nested, Nested.Replace("int? Level", "long? Level", StringComparison.Ordinal), nested: null);

        Assert.Contains(result.GeneratedSources, source => source.SourceText.ToString().Contains("Level = ", StringComparison.Ordinal)
            && source.SourceText.ToString().Contains("OptionReader.Int64(", StringComparison.Ordinal));
        Assert.Contains(IncrementalStepRunReason.Modified, Reasons(result.TrackedSteps[ManifestGenerator.RecordsStep]));
    }

    [Fact]
    public void Two_runs_write_the_same_text()
    {
        var first = Snippet.Driver().RunGenerators(Snippet.Compile(Plugin, Options, Nested), TestContext.Current.CancellationToken).GetRunResult();
        var second = Snippet.Driver().RunGenerators(Snippet.Compile(Nested, Options, Plugin), TestContext.Current.CancellationToken).GetRunResult();

        Assert.Equal(Texts(first), Texts(second));
        Assert.Equal(4, first.GeneratedTrees.Length);
    }

    private static GeneratorRunResult RunTwice(string before, string after, string? nested = Nested)
    {
        var token = TestContext.Current.CancellationToken;
        var edited = Snippet.Parse(before);
        var compilation = Snippet.Compile([Plugin, Options, .. nested is null ? Array.Empty<string>() : [nested]]).AddSyntaxTrees(edited);
        var driver = Snippet.Driver().RunGenerators(compilation, token);
        return driver.RunGenerators(compilation.ReplaceSyntaxTree(edited, Snippet.Parse(after)), token).GetRunResult().Results.Single();
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(IEnumerable<IncrementalGeneratorRunStep> steps)
    {
        var reasons = steps.SelectMany(step => step.Outputs).Select(output => output.Reason).ToList();
        Assert.NotEmpty(reasons);
        return reasons;
    }

    private static IEnumerable<string> Texts(GeneratorDriverRunResult result) =>
        result.GeneratedTrees.Select(tree => tree.ToString()).Order(StringComparer.Ordinal);
}

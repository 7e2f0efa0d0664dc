using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Foray.Sdk.Plugins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Foray.Sdk.Generators.Tests;

/// <summary>A plugin package in a few lines, compiled in memory against the real Sdk.</summary>
internal static class Snippet
{
    public const string AssemblyName = "Music";

    private const string Prelude = """
        global using System;
        global using System.Collections.Generic;
        global using System.ComponentModel.DataAnnotations;
        global using Foray.Sdk.Consoles;
        global using Foray.Sdk.Options;
        global using Foray.Sdk.Plugins;
        global using Microsoft.Extensions.Logging;

        namespace Music;

        [PluginKind("player")]
        public interface IPlayer;
        """;

    private static readonly CSharpParseOptions ParseOptions =
        new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(PluginAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(ILogger).Assembly.Location),
    ];

    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        AssemblyName,
        [Parse(Prelude), .. sources.Select(Parse)],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source, ParseOptions, path: "");

    public static CSharpGeneratorDriver Driver(string? authors = null) => CSharpGeneratorDriver.Create(
        [new ManifestGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions,
        optionsProvider: new ProjectProperties(authors),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Compiles a snippet with everything that the generator adds; it must compile without a warning.</summary>
    public static GeneratedPackage Generate(string source, string? authors = null, params MetadataReference[] references)
    {
        Driver(authors).RunGeneratorsAndUpdateCompilation(Compile(source).AddReferences(references), out var output, out var complaints, TestContext.Current.CancellationToken);
        Assert.Empty(complaints);
        Assert.Empty(output.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic =>
            diagnostic.Severity > DiagnosticSeverity.Hidden && !(diagnostic.Id == "CS1591" && IsSnippet(diagnostic))));
        return new GeneratedPackage(output);
    }

    /// <summary>An assembly that a snippet can reference.</summary>
    public static MetadataReference Library(string name, string source)
    {
        using var image = new MemoryStream();
        var compilation = CSharpCompilation.Create(name, [Parse(source)], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.True(compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    /// <summary>What the analyzer says of a snippet that must otherwise compile.</summary>
    public static Task<ImmutableArray<Diagnostic>> DiagnoseAsync(params string[] sources)
    {
        var compilation = Compile(sources);
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return compilation.WithAnalyzers([new ContractAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
    }

    private static bool IsSnippet(Diagnostic diagnostic) => diagnostic.Location.SourceTree?.FilePath == "";

    private sealed class ProjectProperties(string? authors) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Properties(authors);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Properties(null);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Properties(null);
    }

    private sealed class Properties(string? authors) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
        {
            value = key == "build_property.Authors" ? authors : null;
            return value is not null;
        }
    }
}

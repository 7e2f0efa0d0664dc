using Basic.Reference.Assemblies;
using Foray.Sdk.Plugins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Foray.Sdk.Generators.Tests;

/// <summary>The code in the how-to of each kind is a whole plugin: it compiles, has a manifest and breaks no rule.</summary>
public sealed class HowToTests
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.ComponentModel.DataAnnotations;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Foray.Sdk.Options;
        global using Foray.Sdk.Plugins;
        """;

    private static readonly string Folder = Path.Combine(FindRoot(), "docs", "how-to", "plugins");

    public static TheoryData<string> Pages => [.. Directory.EnumerateFiles(Folder, "*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public Task The_plugin_of_a_how_to_compiles_and_keeps_every_rule(string kind) => CheckAsync(Path.Combine(Folder, kind + ".md"), kind);

    [Fact]
    public Task The_plugin_that_brings_a_playbook_compiles_and_keeps_every_rule() => CheckAsync(Path.Combine(Folder, "..", "install-with-ansible.md"), "software");

    private static async Task CheckAsync(string page, string kind)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var code = string.Join('\n', File.ReadAllText(page).Split("```csharp\n").Skip(1).Select(block => block.Split("```")[0]));
        var compilation = CSharpCompilation.Create("Acme", [Snippet.Parse(Usings), Snippet.Parse(code)],
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(PluginAttribute).Assembly.Location), MetadataReference.CreateFromFile(typeof(ILogger).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

        Snippet.Driver().RunGeneratorsAndUpdateCompilation(compilation, out var output, out _, cancellationToken);
        var complaints = await output.WithAnalyzers([new ContractAnalyzer()]).GetAllDiagnosticsAsync(cancellationToken);

        Assert.Empty(complaints.Where(complaint => complaint.Severity >= DiagnosticSeverity.Warning));
        var plugin = Assert.Single(output.GetSymbolsWithName(name => name.EndsWith("_Factory", StringComparison.Ordinal), SymbolFilter.Type, cancellationToken));
        Assert.NotNull(plugin);
        var manifest = Assert.Single(output.Assembly.GetAttributes(), attribute => attribute.AttributeClass!.Name == nameof(ForayManifestAttribute));
        Assert.Contains($"\"kind\":\"{kind}\"", (string)manifest.ConstructorArguments[1].Value!, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_of_the_Sdk_has_a_how_to() =>
        Assert.Equal(
            typeof(PluginAttribute).Assembly.GetExportedTypes()
                .SelectMany(type => type.GetCustomAttributes(typeof(PluginKindAttribute), false).Cast<PluginKindAttribute>())
                .Select(kind => kind.Name).Order(StringComparer.Ordinal),
            Pages.Select(page => page.Data));

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Foray.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the repository's root was not found");
        return folder;
    }
}

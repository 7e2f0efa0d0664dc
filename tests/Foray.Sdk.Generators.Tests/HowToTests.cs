using Foray.Sdk.Plugins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Foray.Sdk.Generators.Tests;

/// <summary>The code in the how-to of each kind is a whole plugin: it compiles, has a manifest and breaks no rule.</summary>
public sealed class HowToTests
{
    public static TheoryData<string> Pages => [.. HowToPage.Kinds];

    [Theory]
    [MemberData(nameof(Pages))]
    public Task The_plugin_of_a_how_to_compiles_and_keeps_every_rule(string kind) => CheckAsync(kind, kind);

    [Fact]
    public Task The_plugin_that_brings_a_playbook_compiles_and_keeps_every_rule() => CheckAsync("../install-with-ansible", "software");

    private static async Task CheckAsync(string page, string kind)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var output = HowToPage.Compile(page);

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
}

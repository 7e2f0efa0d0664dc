using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Foray.Sdk.Generators.Tests;

/// <summary>Holds <c>docs/reference/diagnostics.md</c> and the rules together: its examples are compiled.</summary>
public sealed partial class HelpPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "diagnostics.md"));

    public static TheoryData<string> Codes => [.. new ContractAnalyzer().SupportedDiagnostics.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task The_first_example_of_a_code_breaks_it_and_the_second_keeps_it(string code)
    {
        var section = Page.Split("\n### ").Single(section => section.StartsWith(code + "\n", StringComparison.Ordinal));
        var examples = Example().Matches(section).Select(match => "namespace Music;\n" + match.Groups[1].Value).ToList();

        Assert.Equal(2, examples.Count);
        Assert.Equal(code, Assert.Single(await Snippet.DiagnoseAsync(examples[0])).Id);
        Assert.Empty(await Snippet.DiagnoseAsync(examples[1]));
    }

    [Fact]
    public void Every_rule_leads_to_its_section()
    {
        foreach (var rule in new ContractAnalyzer().SupportedDiagnostics)
        {
            Assert.Equal("Foray", rule.Category);
            Assert.Equal("docs/reference/diagnostics.md#" + rule.Id.ToLowerInvariant(), rule.HelpLinkUri);
        }
    }

    [Fact]
    public void Only_the_rules_that_the_page_names_can_be_switched_off()
    {
        var allowed = AllowedPattern().Match(Page).Groups[1].Value;

        Assert.All(new ContractAnalyzer().SupportedDiagnostics, rule =>
            Assert.Equal(!allowed.Contains(rule.Id, StringComparison.Ordinal), rule.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable)));
    }

    [GeneratedRegex("None but (.*) can be switched off")]
    private static partial Regex AllowedPattern();

    [GeneratedRegex("```csharp\\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}

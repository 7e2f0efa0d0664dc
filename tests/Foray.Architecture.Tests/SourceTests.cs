using System.Text.RegularExpressions;

namespace Foray.Architecture.Tests;

public sealed partial class SourceTests
{
    private static readonly string[] LayerFolders = ["Helpers", "Models", "Services", "Utils", "Utilities", "Managers", "Common", "Misc"];

    /// <summary>Where services are what the field calls so: a kind of plugin, and what travelling programs offer to each other.</summary>
    private static readonly string[] ServicesOfTheField = ["src/Foray.Sdk/Services/", "src/Foray.Stations/Programs/Services/", "tests/Foray.Stations.Tests/Programs/Services/"];

    private static IEnumerable<string> Sources => Repository.Files("*.cs");

    private static IEnumerable<string> Product => Sources.Where(file => file.StartsWith("src/", StringComparison.Ordinal) || file.StartsWith("plugins/", StringComparison.Ordinal));

    [Fact]
    public void No_file_has_more_than_400_lines() =>
        Assert.DoesNotContain(Sources, file => Repository.Read(file).Count(character => character == '\n') > 400);

    [Fact]
    public void A_folder_is_a_concept_of_the_field_and_not_a_layer() =>
        Assert.DoesNotContain(Sources, file => !ServicesOfTheField.Any(folder => file.StartsWith(folder, StringComparison.Ordinal)) && file.Split('/').Intersect(LayerFolders).Any());

    [Fact]
    public void A_namespace_is_the_folder_it_lies_in()
    {
        var wrong = Product.Where(file => NamespacePattern().Match(Repository.Read(file)) is { Success: true } found && found.Groups[1].Value != ExpectedNamespace(file)
            && !found.Groups[1].Value.StartsWith("System.", StringComparison.Ordinal)); // types that older frameworks lack
        Assert.Empty(wrong);
    }

    [Fact]
    public void A_file_has_one_public_type_of_its_own_name()
    {
        var wrong = Product.Select(file => (file, Types: PublicTypePattern().Matches(Repository.Read(file)).Select(match => match.Groups[1].Value).ToList()))
            .Where(entry => entry.Types.Count > 1 || (entry.Types.Count == 1 && entry.Types[0] != Path.GetFileNameWithoutExtension(entry.file).Split('.')[0]))
            .Select(entry => entry.file);
        Assert.Empty(wrong);
    }

    [Fact]
    public void No_type_has_a_name_that_says_nothing() =>
        Assert.DoesNotContain(Product, file => MeaninglessNamePattern().IsMatch(Repository.Read(file)));

    [Fact]
    public void Nothing_waits_by_sleeping() =>
        Assert.DoesNotContain(Sources.Where(file => !file.EndsWith("SourceTests.cs", StringComparison.Ordinal)), file => Repository.Read(file).Contains("Thread.Sleep", StringComparison.Ordinal));

    [Fact]
    public void Every_diagnostic_code_is_explained_in_the_reference()
    {
        var reference = Repository.Read("docs/reference/diagnostics.md");
        var codes = Product.SelectMany(file => CodePattern().Matches(Repository.Read(file)).Select(match => match.Groups[1].Value)).Distinct(StringComparer.Ordinal);
        Assert.Empty(codes.Where(code => !reference.Contains(code, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Links_between_the_docs_lead_somewhere()
    {
        var broken = from file in Repository.Files("*.md")
                     from Match link in LinkPattern().Matches(Repository.Read(file))
                     let target = link.Groups[1].Value.Split('#')[0]
                     where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
                     let path = Path.Combine(Repository.Root, Path.GetDirectoryName(file)!, target)
                     where !File.Exists(path) && !Directory.Exists(path)
                     select $"{file}: {target}";
        Assert.Empty(broken);
    }

    private static string ExpectedNamespace(string file) =>
        string.Join('.', Path.GetDirectoryName(file)!.Split('/').Skip(1));

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespacePattern();

    [GeneratedRegex(@"^public (?:(?:sealed|static|abstract|partial|readonly) )*(?:class|record struct|record|struct|interface|enum) (\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicTypePattern();

    [GeneratedRegex(@"^(?:public|internal) (?:(?:sealed|static|abstract|partial|readonly) )*(?:class|record|struct|interface|enum) (?:\w*(?:Manager|Helper|Helpers|Util|Utils)|Info|Data)\b", RegexOptions.Multiline)]
    private static partial Regex MeaninglessNamePattern();

    [GeneratedRegex(@"""(FORAY\d{3})""")]
    private static partial Regex CodePattern();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex LinkPattern();
}

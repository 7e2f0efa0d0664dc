using System.Text;
using CsCheck;
using Foray.Runners.Recipes;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;

namespace Foray.Runners.Tests.Recipes;

public sealed class RecipeFileTests
{
    private const string Yaml = """
        # A test with all that it can have.
        kind: exec-test
        uri: tests/a.sh
        name: a
        args: [-x, "two words", 3]
        kwargs: { size: 3, on: true }
        environment:
          LANG: C
        tags: [slow]
        requirements:
          - command: gcc
          - package: libc6-dev
        set_up: make
        tear_down: |
          make clean
        timeout: 5m
        """;

    private const string Json = """
        {
          // A test with all that it can have.
          "kind": "exec-test", "uri": "tests/a.sh", "name": "a",
          "args": ["-x", "two words", 3], "kwargs": { "size": 3, "on": true }, "environment": { "LANG": "C" }, "tags": ["slow"],
          "requirements": [{ "command": "gcc" }, { "package": "libc6-dev" }],
          "set_up": "make", "tear_down": "make clean\n", "timeout": "5m",
        }
        """;

    [Theory]
    [InlineData("a.yml", Yaml)]
    [InlineData("a.json", Json)]
    public void A_recipe_says_all_that_a_test_can_have(string name, string text)
    {
        var test = Assert.Single(Read(text, name)!);

        Assert.Equal(("exec-test", "tests/a.sh", "a", "make", "make clean\n"), (test.Kind, test.Uri, test.Name, test.SetUp, test.TearDown?.TrimEnd('\n') + '\n'));
        Assert.Equal(["-x", "two words", "3"], test.Arguments);
        Assert.Equal(new Dictionary<string, string> { ["size"] = "3", ["on"] = "true" }, test.Parameters);
        Assert.Equal([new TestRequirement(TestRequirementKind.Command, "gcc"), new TestRequirement(TestRequirementKind.Package, "libc6-dev")], test.Requirements);
        Assert.Equal(TimeSpan.FromMinutes(5), test.Timeout);
    }

    [Theory]
    [InlineData("a.yml", "- kind: noop\n- kind: exec-test\n  uri: b\n")]
    [InlineData("a.yaml", "tests:\n  - kind: noop\n  - kind: exec-test\n    uri: b\n")]
    [InlineData("a.yml", "suite:\n  - { kind: noop }\n  - { kind: exec-test, uri: b }\n")]
    [InlineData("a.json", """[{"kind": "noop"}, {"kind": "exec-test", "uri": "b"}]""")]
    [InlineData("a.json", """{"tests": [{"kind": "noop"}, {"kind": "exec-test", "uri": "b"}]}""")]
    public void A_recipe_may_hold_a_list(string name, string text) => Assert.Equal(["noop", "exec-test"], Read(text, name)!.Select(test => test.Kind));

    [Theory]
    [InlineData("a.yml", "")]
    [InlineData("a.yml", "just text")]
    [InlineData("a.yml", "sites:\n  - kind: local\n")]
    [InlineData("a.yml", "tests:\n  - unique\n  - not_null\n")]
    [InlineData("a.json", "{}")]
    [InlineData("a.json", "[1, 2]")]
    public void What_has_no_kind_is_no_recipe(string name, string text) => Assert.Null(Read(text, name));

    [Theory]
    [InlineData("a.yml", "kind: noop\nurl: x\n", "a.yml:2:1: error FORAY210: a runnable has no key 'url' (did you mean 'uri'?)")]
    [InlineData("a.yml", "- kind: noop\n- uri: x\n", "a.yml:2:3: error FORAY211: a runnable needs a 'kind'")]
    [InlineData("a.yml", "tests: [{kind: noop}]\nname: x\n", "a.yml:2:1: error FORAY210: a recipe with a list of tests has no key 'name'")]
    [InlineData("a.yml", "kind: noop\nname: &a x\ntags: [*a]\n", "a.yml:2:7: error FORAY212: recipes have no anchors and aliases")]
    [InlineData("a.yml", "kind: noop\ntags: [*a]\n", "a.yml:2:8: error FORAY212: recipes have no anchors and aliases")]
    [InlineData("a.yml", "kind: noop\nname: !!str x\n", "a.yml:2:7: error FORAY212: recipes have no tags")]
    [InlineData("a.yml", "kind: noop\nkind: noop\n", "a.yml:2:1: error FORAY212: the key 'kind' stands twice")]
    [InlineData("a.yml", "kind: noop\n---\nkind: noop\n", "a.yml:2:1: error FORAY212: a second document begins here")]
    [InlineData("a.yml", "kind: noop\n[a]: b\n", "FORAY212: a key must be text")]
    [InlineData("a.yml", "kind: noop\nargs: [\n", "FORAY212: this is not YAML")]
    [InlineData("a.json", "{\n  \"kind\": \"noop\",\n  \"ürl\": 1, \"url\": 2\n}", "a.json:3:13: error FORAY210: a runnable has no key 'url'")]
    [InlineData("a.json", "{\n  \"kind\": \"noop\",\n  \"kind\": \"noop\"\n}", "a.json:3:3: error FORAY212: the key 'kind' stands twice")]
    [InlineData("a.json", "{\n  \"kind\": noop\n}", "a.json:2:")]
    [InlineData("a.json", "{\"kind\": \"\\ud800\"}", "a.json:1:10: error FORAY212: this text is not Unicode")]
    public void What_is_wrong_is_told_with_its_place(string name, string text, string message) =>
        Assert.Contains(message, Assert.Throws<DiagnosticException>(() => Read(text, name)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("a.yml")]
    [InlineData("a.json")]
    public void Deep_nesting_is_refused(string name) =>
        Assert.Contains("nested deeper than 16", Assert.Throws<DiagnosticException>(() => Read(new string('[', 1_000_000), name)).Message, StringComparison.Ordinal);

    [Fact]
    public void All_that_is_wrong_in_all_tests_is_told_at_once() =>
        Assert.Equal(3, Assert.Throws<DiagnosticException>(() => Read("- kind: noop\n  a: 1\n- kind: []\n- kind: noop\n  timeout: never\n", "a.yml")).Diagnostics.Count);

    [Fact]
    public async Task A_file_that_cannot_be_read_as_text_is_a_recipe_only_where_it_looks_like_one()
    {
        using var folder = new TemporaryFolder();
        var token = TestContext.Current.CancellationToken;

        Assert.Null(await RecipeFile.ReadAsync(folder.Write("a.yml", "a: &x 1\nb: *x\n"), "a.yml", token));
        Assert.Null(await RecipeFile.ReadAsync(folder.Write("b.json", "{ broken"), "b.json", token));
        Assert.Null(await RecipeFile.ReadAsync(folder.Write("c.txt", "kind: noop"), "c.txt", token));
        await Assert.ThrowsAsync<DiagnosticException>(() => RecipeFile.ReadAsync(folder.Write("d.yml", "- kind: [\n"), "d.yml", token));
        await Assert.ThrowsAsync<DiagnosticException>(() => RecipeFile.ReadAsync(folder.Write("e.recipe.json", "{ broken"), "e.recipe.json", token));
    }

    [Fact]
    public async Task A_huge_recipe_is_refused_before_it_is_read()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.recipe.yml", "kind: noop\n");
        await using (var file = File.OpenWrite(path))
            file.SetLength(RecipeFile.MostBytes + 1L);

        Assert.Contains("larger than 16 MiB", (await Assert.ThrowsAsync<DiagnosticException>(() => RecipeFile.ReadAsync(path, "a.recipe.yml", TestContext.Current.CancellationToken))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_text_there_is_leads_to_tests_or_to_diagnostics() => Gen.Select(Gen.Bool, Gen.OneOf(
        Gen.Byte.Array[0, 60],
        Gen.String[Gen.Char["kindargsteu:- \n\t[]{}\"'&*!|>#,\\0"], 0, 60].Select(Encoding.UTF8.GetBytes))).Sample((isJson, bytes) =>
    {
        try
        {
            RecipeFile.Read(bytes, isJson ? "a.json" : "a.yml");
        }
        catch (DiagnosticException exception)
        {
            Assert.NotEmpty(exception.Diagnostics);
        }
    });

    private static IReadOnlyList<Runnable>? Read(string text, string name) => RecipeFile.Read(Encoding.UTF8.GetBytes(text), name);
}

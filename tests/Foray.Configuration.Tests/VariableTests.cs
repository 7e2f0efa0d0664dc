using CsCheck;
using Foray.Configuration.Checking;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Configuration.Tests;

public sealed class VariableTests
{
    private static ScalarNode Description(string value, string variables = "a: 1, b: two, empty: '', yes: 'true', e: { env: E }") =>
        Assert.IsType<ScalarNode>(Clean(Kiso.Check(Kiso.File($"variables: {{ {variables} }}\ndescription: {value}"), Kiso.Environment(("E", "from outside")))).Root!["description"]);

    private static CheckedFile Clean(CheckedFile file)
    {
        Assert.Empty(file.Diagnostics);
        return file;
    }

    [Theory]
    [InlineData("${b}", "two")]
    [InlineData("x ${a}-${b} y", "x 1-two y")]
    [InlineData("'${a}'", "1")]
    [InlineData("$${a}", "${a}")]
    [InlineData("$$${a}", "$${a}")]
    [InlineData("$a $ {a} $", "$a $ {a} $")]
    [InlineData("a $${b} ${b}", "a ${b} two")]
    [InlineData("x${empty}y", "xy")]
    [InlineData("${e}", "from outside")]
    [InlineData("|\n  line ${a}\n  line ${b}\n", "line 1\nline two\n")]
    public void References_are_replaced_and_escapes_are_not(string value, string expected) => Assert.Equal(expected, Description(value).Text);

    [Theory]
    [InlineData("${a}", ScalarKind.Integer)]
    [InlineData("'${a}'", ScalarKind.Integer)]
    [InlineData("${yes}", ScalarKind.Boolean)]
    [InlineData("${b}", ScalarKind.Text)]
    [InlineData("${empty}", ScalarKind.Text)]
    [InlineData("${a}${a}", ScalarKind.Text)]
    public void A_value_that_is_one_reference_has_the_kind_of_what_it_stands_for(string value, ScalarKind kind) => Assert.Equal(kind, Description(value).Kind);

    [Fact]
    public void Numbers_can_be_given_by_variables()
    {
        var file = Clean(Kiso.Check(Kiso.File("variables: { n: 3 }").Replace("number: 2", "number: ${n}", StringComparison.Ordinal)));
        Assert.Equal(3, file.Labels["worker"].Count);
    }

    [Fact]
    public void A_variable_may_use_those_above_it() =>
        Assert.Equal("1/2/x", Description("${c}", "a: 1, b: '${a}/2', c: '${b}/x'").Text);

    [Fact]
    public void Scripts_and_keys_are_left_alone()
    {
        var file = Clean(Kiso.Check(Kiso.File("variables: { x: 1 }", "    variables: { '${x}': 1 }\n").Replace("echo hello", "echo ${x} ${unknown} $${y}", StringComparison.Ordinal)
            .Replace("'${x}': 1", "y: 1", StringComparison.Ordinal)));
        var script = (MappingNode)((SequenceNode)file.Sections[^1].Options["scripts"]!).Items[0];
        Assert.Equal("echo ${x} ${unknown} $${y}", ((ScalarNode)script["script"]!).Text);
    }

    [Fact]
    public void Names_of_an_experiment_are_left_to_its_plugin_and_hide_those_of_the_file()
    {
        var file = Clean(Kiso.Check(Kiso.File("variables: { tool: outer, level: 9 }", """
                matrix: { tool: [gzip, xz] }
                variables: { own: 1 }
                description: ${tool} $${tool} ${own} ${level} $${level} ${machine}
            """)));
        Assert.Equal("${tool} $${tool} ${own} 9 ${level} ${machine}", ((ScalarNode)file.Sections[^1].Options["description"]!).Text);
    }

    [Fact]
    public void What_must_be_known_before_the_first_case_cannot_differ_by_case()
    {
        var file = Kiso.Check(Kiso.File(scripts: "    matrix: { limit: [5m] }\n    timeout: ${limit}\n"));
        Assert.Equal(ConfigurationCodes.WrongType, Assert.Single(file.Diagnostics).Code);
    }

    [Theory]
    [InlineData("a ${b}", 1, 16)]
    [InlineData("'a ${b}'", 1, 17)]
    [InlineData("\"a ${b}\"", 1, 17)]
    [InlineData("\"\\t${b}\"", 1, 14)]
    [InlineData(">\n  a ${b}", 1, 14)]
    public void An_undefined_variable_is_found_at_its_place(string value, int line, int column)
    {
        var diagnostic = Assert.Single(Kiso.Check($"description: {value}\n" + Kiso.File()).Diagnostics);
        Assert.Equal(ConfigurationCodes.UndefinedVariable, diagnostic.Code);
        Assert.Equal(new Place("experiment.yml", line, column), diagnostic.Place);
    }

    [Fact]
    public void The_value_of_a_secret_variable_reaches_no_section()
    {
        const string Site = "  - { kind: hosts, labels: [far], hosts: [h], password: '${t}' }\nexperiments:";
        var file = Clean(Kiso.Check(Kiso.File("variables: { t: { env: T, secret: true } }").Replace("experiments:", Site, StringComparison.Ordinal), Kiso.Environment(("T", "hunter2"))));
        var options = file.Sections[1].Options;
        Assert.Equal("""{"env":"T"}""", DocumentJson.Write(options["password"]!));
        Assert.DoesNotContain("hunter2", DocumentJson.Write(options), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_gives_its_text_without_the_last_line_end()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "line\n");
            Assert.Equal("line", Description("${f}", $"f: {{ file: {path} }}").Text);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Variables_made_of_variables_are_bounded()
    {
        var variables = string.Concat(Enumerable.Range(1, 20).Select(i => $"  a{i}: {string.Concat(Enumerable.Repeat($"${{a{i - 1}}}", 10))}\n"));
        var file = Kiso.Check(Kiso.File("variables:\n  a0: 0123456789\n" + variables));
        Assert.Equal(ConfigurationCodes.TooLarge, Assert.Single(file.Diagnostics).Code);
    }

    [Fact]
    public void Many_faults_in_one_value_are_cut() =>
        Assert.Equal(10, Kiso.Check(Kiso.File($"description: {string.Concat(Enumerable.Repeat("${zebra}", 300_000))}")).Diagnostics.Count);

    [Fact]
    public void Text_without_references_is_never_changed() =>
        Gen.String[Gen.Char[" $a{}.é"], 0, 30].Where(text => !text.Contains("${", StringComparison.Ordinal)).Sample(text =>
            Assert.Equal(text, Description($"'{text}'").Text), iter: 1_000);

    [Fact]
    public void Escaped_text_comes_back_as_it_was() =>
        Gen.String[Gen.Char["ab{}. "], 0, 10].Array[1, 5].Sample(parts =>
        {
            var text = string.Join("${", parts);
            Assert.Equal(text, Description($"'{text.Replace("${", "$${", StringComparison.Ordinal)}'").Text);
        }, iter: 1_000);
}

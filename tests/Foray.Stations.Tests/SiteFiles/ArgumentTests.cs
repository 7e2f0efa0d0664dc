using CsCheck;
using Foray.Sdk.Documents;
using Foray.Stations.SiteFiles;

namespace Foray.Stations.Tests.SiteFiles;

public sealed class ArgumentTests
{
    [Theory]
    [InlineData("['--mode', 'idle', '--num-channels', '16', '--sample-rate', '5']", """{"mode":"idle","num_channels":16,"sample_rate":5}""")]
    [InlineData("[['--mode', 'idle'], ['--num-channels', 16]]", """{"mode":"idle","num_channels":16}""")]
    [InlineData("{ mode: idle, num-channels: 16 }", """{"mode":"idle","num_channels":16}""")]
    [InlineData("{ num_channels: '16' }", """{"num_channels":16}""")]
    [InlineData("[--mode: idle, --num-channels: 16]", """{"mode":"idle","num_channels":16}""")]
    [InlineData("['--mode=idle', '--title=a=b']", """{"mode":"idle","title":"a=b"}""")]
    [InlineData("[--offset, -1.5]", """{"offset":"-1.5"}""")]
    [InlineData("['--offset', '-3']", """{"offset":-3}""")]
    [InlineData("{ offset: -3 }", """{"offset":-3}""")]
    [InlineData("[--title, 5]", """{"title":"5"}""")]
    [InlineData("[--title, '-v and more']", """{"title":"-v and more"}""")]
    [InlineData("{ title: '--mode' }", """{"title":"--mode"}""")]
    [InlineData("[--title, '']", """{"title":""}""")]
    [InlineData("[--quiet, --mode, acq]", """{"mode":"acq","quiet":true}""")]
    [InlineData("[--quiet, False]", """{"quiet":false}""")]
    [InlineData("[--quiet, 'no']", """{"quiet":false}""")]
    [InlineData("{ quiet: }", """{"quiet":true}""")]
    [InlineData("[--tags, a, b, --mode, acq]", """{"mode":"acq","tags":["a","b"]}""")]
    [InlineData("{ tags: [a, b] }", """{"tags":["a","b"]}""")]
    [InlineData("[]", "{}")]
    [InlineData("", "{}")]
    public void Arguments_become_the_section_of_the_agent(string arguments, string section)
    {
        var plan = Some.Plan(Some.WithArguments(arguments));

        Assert.Empty(plan.Diagnostics);
        Assert.Equal(section, DocumentJson.Write(Assert.Single(plan.Instances).Options!));
    }

    [Fact]
    public void The_last_of_a_repeated_flag_counts()
    {
        var plan = Some.Plan(Some.WithArguments("[[--num-channels, 1, --mode, acq], [--num-channels, 2], [--num-channels, 3]]"));

        Assert.Equal("""{"mode":"acq","num_channels":3}""", DocumentJson.Write(plan.Instances[0].Options!));
    }

    [Fact]
    public void A_value_keeps_its_place_in_the_file()
    {
        var section = Some.Plan(Some.File("hosts:\n localhost:\n  agent-instances:\n  - agent-class: FakeDataAgent\n    instance-id: a\n    arguments:\n    - [--mode,\n       idle]\n")).Instances[0].Options!;

        Assert.Equal("site.yaml:8:8", section["mode"]!.Place.ToString());
    }

    [Fact]
    public void Any_nesting_means_the_same_as_the_flat_list() =>
        Nested.Sample((flat, nested) =>
        {
            var expected = Some.WithArguments($"[{string.Join(", ", flat)}]");
            var found = Some.WithArguments(nested);

            Assert.Empty(found.Diagnostics);
            Assert.Equal(Texts(expected), Texts(found));
        });

    private static readonly string[] Scalars = ["--mode", "--num-channels", "idle", "-5", "1.5", "true", "'a b'", "\"\"", "--title=x", "yes"];

    private static readonly Gen<string> Scalar = Gen.Int[0, Scalars.Length - 1].Select(index => Scalars[index]);

    /// <summary>A list and the same items in lists in lists.</summary>
    private static readonly Gen<(string[] Flat, string Nested)> Nested =
        Gen.Select(Scalar.Array[0, 12], Gen.Int[0, 1_000_000]).Select((flat, seed) => (flat, $"[{Nest(flat, new Random(seed), 5)}]"));

    private static string Nest(ReadOnlySpan<string> items, Random random, int depth)
    {
        if (items.Length == 0)
            return random.Next(2) == 0 ? "" : "[]";
        if (depth == 0)
            return string.Join(", ", items.ToArray());
        var cut = random.Next(items.Length + 1);
        var left = Nest(items[..cut], random, depth - 1);
        var right = Nest(items[cut..], random, depth - 1);
        return $"[{left}], [[{right}]]";
    }

    private static IEnumerable<string> Texts(SiteFile file) => file.Hosts[0].Instances[0].Arguments.Select(argument => argument.Text);
}

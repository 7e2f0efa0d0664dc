using CsCheck;
using Foray.Configuration;
using Foray.Configuration.Documents;
using Foray.Stations.SiteFiles;

namespace Foray.Stations.Tests.SiteFiles;

/// <summary>Whatever is in a site file: the answer is diagnostics, and never an exception.</summary>
public sealed class FuzzTests
{
    private static readonly string[] Seeds =
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "SiteFiles", "Snapshots"), "*.yaml").Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    private static readonly string[] Tokens =
        ["\n", "  ", "- ", ": ", "[", "]", "{", "}", ",", "*a", "&a ", "!x ", "<<: ", "? ", "|\n", "'", "\"", "#", "---\n", "~", "null", "-1", "é", "\uD83D\uDE00", "--", "-", "=", "--=",
         "hub", "hosts", "agent-instances", "agent-class", "instance-id", "arguments", "manage", "wamp_http", "address_root", "--mode", "--tags", "FakeDataAgent"];

    private static readonly Gen<string> Token = Gen.Int[0, Tokens.Length - 1].Select(index => Tokens[index]);

    private static readonly Gen<string> Mutated = Gen.Select(Gen.Int[0, Seeds.Length - 1], Gen.Select(Gen.Double[0, 1], Gen.Int[0, 12], Token).Array[1, 6]).Select((seed, edits) =>
    {
        var text = Seeds[seed];
        foreach (var (where, cut, token) in edits)
        {
            var at = (int)(where * text.Length);
            text = text[..at] + token + text[Math.Min(text.Length, at + cut)..];
        }

        return text;
    });

    [Fact]
    public void Random_bytes_are_never_an_exception() => Gen.Byte.Array[0, 200].Sample(bytes => Check(bytes), iter: 3_000);

    [Fact]
    public void Random_tokens_are_never_an_exception() => Token.Array[0, 30].Sample(tokens => Check(System.Text.Encoding.UTF8.GetBytes(string.Concat(tokens))), iter: 5_000);

    [Fact]
    public void Mutated_files_are_never_an_exception() => Mutated.Sample(text => Check(System.Text.Encoding.UTF8.GetBytes(text)), iter: 10_000);

    private static void Check(byte[] bytes)
    {
        var file = new SiteFileReader().Read(YamlReader.ReadBytes(bytes, "site.yaml"));
        var plans = file.Hosts.Select(host => HostPlan.Of(host, Some.Find)).ToList();
        foreach (var diagnostic in file.Diagnostics.Concat(plans.SelectMany(plan => plan.Diagnostics)))
        {
            Assert.StartsWith("FORAY", diagnostic.Code, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', diagnostic.Message);
            Assert.True(diagnostic.Place is { Line: >= 1, Column: >= 1 } || diagnostic.Code == ConfigurationCodes.MoreProblems, diagnostic.ToString());
        }

        foreach (var instance in plans.SelectMany(plan => plan.Instances))
            Assert.True(instance.Fate == InstanceFate.LeftOut || instance.Options is not null, instance.Line);
    }
}

using System.Text.Json.Nodes;
using Foray.Sdk.Plugins;

namespace Foray.Sdk.Generators.Tests;

public sealed class IndexTests
{
    private static readonly string SdkVersion = typeof(PluginAttribute).Assembly.GetName().Version!.ToString(3);

    [Fact]
    public void The_index_holds_all_that_a_plugin_declares()
    {
        var package = Snippet.Generate("""
            using System.Reflection;
            [assembly: AssemblyInformationalVersion("1.2.3-beta+4af1")]

            namespace Music.Tapes;

            [Plugin("tape", Description = "Plays \"tapes\".", Author = "Somebody", Capabilities = [PluginCapabilities.Checks, "loud"])]
            [RequiresPlugin("software", "docker", Versions = "[1.0,2.0)")]
            [RequiresPlugin("software", "sox")]
            [RequiresTool("ssh", Remedy = "install openssh-client")]
            [RequiresTool("sox")]
            public sealed class TapePlayer(TapePlayer.Settings options) : IPlayer
            {
                public Settings Options { get; } = options;

                public sealed record Settings;
            }
            """, authors: "The Music authors");

        AssertJson($$"""
            {
              "package": "Music", "version": "1.2.3-beta", "sdk": "{{SdkVersion}}", "author": "The Music authors",
              "kinds": [ { "name": "player", "type": "Music.IPlayer" } ],
              "plugins": [
                {
                  "kind": "player", "name": "tape", "type": "Music.Tapes.TapePlayer",
                  "factory": "Foray.Generated.Tapes_TapePlayer_Factory", "options": "Music.Tapes.TapePlayer+Settings",
                  "description": "Plays \"tapes\".", "author": "Somebody", "capabilities": ["checks", "loud"],
                  "requires": [ { "kind": "software", "name": "docker", "versions": "[1.0,2.0)" }, { "kind": "software", "name": "sox" } ],
                  "tools": [ { "program": "ssh", "remedy": "install openssh-client" }, { "program": "sox" } ]
                }
              ]
            }
            """, package.Index);
        Assert.Equal(["Music.Tapes.TapePlayer+Settings"], package.OptionTypes);
    }

    [Fact]
    public void What_is_not_declared_is_absent()
    {
        var package = Snippet.Generate("""
            namespace Elsewhere;

            [Plugin("silence")]
            internal sealed class Silence : Music.IPlayer;
            """);

        AssertJson($$"""
            {
              "package": "Music", "version": "0.0.0", "sdk": "{{SdkVersion}}",
              "kinds": [ { "name": "player", "type": "Music.IPlayer" } ],
              "plugins": [ { "kind": "player", "name": "silence", "type": "Elsewhere.Silence", "factory": "Foray.Generated.Elsewhere_Silence_Factory" } ]
            }
            """, package.Index);
        Assert.Empty(package.OptionTypes);
    }

    [Fact]
    public void Commands_deprecated_plugins_and_exported_contracts_are_told()
    {
        var package = Snippet.Generate("""
            using Foray.Sdk.Plugins;
            [assembly: ExportsContracts("Music.Contracts", "Music.Scores")]

            namespace Music;

            [PluginKind("command")] public interface ICommand;

            [Plugin("fade"), ExtendsCommand("run"), Deprecated("use 'mute'")]
            public sealed class Fade : ICommand;
            """);

        AssertJson($$"""
            {
              "package": "Music", "version": "0.0.0", "sdk": "{{SdkVersion}}",
              "kinds": [ { "name": "command", "type": "Music.ICommand" }, { "name": "player", "type": "Music.IPlayer" } ],
              "exports": ["Music.Contracts", "Music.Scores"],
              "plugins": [
                {
                  "kind": "command", "name": "fade", "type": "Music.Fade", "factory": "Foray.Generated.Fade_Factory",
                  "extends": "run", "deprecated": "use 'mute'"
                }
              ]
            }
            """, package.Index);
    }

    [Theory]
    [InlineData("""[assembly: System.Reflection.AssemblyInformationalVersion("1.2.0-rc.1+4af1")]""", "1.2.0-rc.1")]
    [InlineData("""[assembly: System.Reflection.AssemblyVersion("1.3.0.0")]""", "1.3.0")]
    public void A_kind_of_another_package_is_told_with_its_assembly(string version, string expected)
    {
        var contracts = Snippet.Library("Music.Contracts", version + """
            namespace Music.Contracts;

            [Foray.Sdk.Plugins.PluginKind("decoder")] public interface IDecoder;
            """);

        var plugin = Snippet.Generate("""
            namespace Music;

            [Plugin("flac")] public sealed class Flac : Music.Contracts.IDecoder;
            [Plugin("tape")] public sealed class Tape : IPlayer;
            """, references: contracts).Index["plugins"]!;

        AssertJson($$"""{ "assembly": "Music.Contracts", "version": "{{expected}}" }""", plugin[0]!["contract"]!);
        Assert.Null(plugin[1]!["contract"]);
    }

    [Fact]
    public void An_assembly_that_only_exports_contracts_has_a_manifest_all_the_same()
    {
        var compilation = Snippet.Compile("""[assembly: Foray.Sdk.Plugins.ExportsContracts("Music.Contracts")]""");
        var bare = compilation.RemoveSyntaxTrees(compilation.SyntaxTrees.First()).AddSyntaxTrees(Snippet.Parse(""));
        var result = Snippet.Driver().RunGenerators(bare, TestContext.Current.CancellationToken).GetRunResult();

        Assert.Contains("exports", result.GeneratedTrees.Single().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_description_comes_from_the_doc_comment_unless_it_is_declared()
    {
        var package = Snippet.Generate("""
            namespace Music;

            /// <summary>
            ///   Plays <see cref="Disc"/>s &amp; more,
            ///   <c>loudly</c>.
            /// </summary>
            [Plugin("disc")]
            public sealed class Disc : IPlayer;
            """);

        Assert.Equal("Plays Discs & more, loudly.", (string?)package.Index["plugins"]![0]!["description"]);
    }

    [Fact]
    public void Plugins_are_ordered_by_kind_and_name_and_options_by_type()
    {
        var package = Snippet.Generate("""
            namespace Music;

            [PluginKind("decoder")] public interface IDecoder;

            [Plugin("zither")] public sealed class A(ZOptions options) : IPlayer { public object O => options; }
            [Plugin("alto")] public sealed class Z(AOptions options) : IPlayer { public object O => options; }
            [Plugin("mp3")] public sealed class M(ZOptions options) : IDecoder { public object O => options; }

            public sealed record ZOptions;
            public sealed record AOptions;
            """);

        Assert.Equal(["mp3", "alto", "zither"], package.Index["plugins"]!.AsArray().Select(plugin => (string)plugin!["name"]!));
        Assert.Equal(["decoder", "player"], package.Index["kinds"]!.AsArray().Select(kind => (string)kind!["name"]!));
        Assert.Equal(["Music.AOptions", "Music.ZOptions"], package.OptionTypes);
    }

    [Fact]
    public void The_format_version_is_the_one_that_the_sdk_reads()
    {
        var result = Snippet.Driver().RunGenerators(Snippet.Compile(), TestContext.Current.CancellationToken).GetRunResult();

        Assert.Contains($"ForayManifest({ForayManifestAttribute.CurrentFormat}, ", result.GeneratedTrees.Single().ToString(), StringComparison.Ordinal);
    }

    private static void AssertJson(string expected, JsonNode actual) =>
        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), actual.ToJsonString());
}

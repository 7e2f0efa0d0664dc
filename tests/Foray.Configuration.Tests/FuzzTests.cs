using System.Text;
using CsCheck;
using Foray.Configuration.Checking;
using Foray.Configuration.Diagnostics;
using Foray.Configuration.Documents;

namespace Foray.Configuration.Tests;

/// <summary>Whatever is in a file: the answer is diagnostics, and never an exception.</summary>
public sealed class FuzzTests
{
    private static readonly string[] Seeds = [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Snapshots"), "*.yml").Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    private static readonly string[] Tokens =
        ["\n", "  ", "\t", "- ", ": ", "[", "]", "{", "}", ",", "*a", "&a ", "!x ", "!!int ", "<<: ", "? ", "|\n", ">\n", "'", "\"", "\\", "#", "---\n", "...\n", "%YAML 1.2\n",
         "${x}", "$${", "${", "}", "~", "0x10", "-1", "é", "\uD83D\uDE00", "\u2028", "\u0085", "kind", "labels", "name", "null"];

    private static readonly Gen<string> Token = Gen.Int[0, Tokens.Length - 1].Select(index => Tokens[index]);

    private static readonly Gen<string> Mutated = Gen.Select(Gen.Int[0, 1_000_000], Gen.Select(Gen.Double[0, 1], Gen.Int[0, 12], Token).Array[1, 6]).Select((seed, edits) =>
    {
        var text = Seeds[seed % Seeds.Length];
        foreach (var (where, cut, token) in edits)
        {
            var at = (int)(where * text.Length);
            text = text[..at] + token + text[Math.Min(text.Length, at + cut)..];
        }

        return text;
    });

    [Fact]
    public void Random_bytes_are_never_an_exception() => Gen.Byte.Array[0, 200].Sample(bytes => Check(bytes), iter: 5_000);

    [Fact]
    public void Random_tokens_are_never_an_exception() =>
        Token.Array[0, 30].Sample(tokens => Check(Encoding.UTF8.GetBytes(string.Concat(tokens))), iter: 10_000);

    [Fact]
    public void Mutated_files_are_never_an_exception() => Mutated.Sample(text => Check(Encoding.UTF8.GetBytes(text)), iter: 10_000);

    private static void Check(byte[] bytes)
    {
        var document = YamlReader.ReadBytes(bytes, "f.yml");
        var file = FileChecker.Check(document, Kiso.Schema, Kiso.Catalog, Kiso.Environment());
        Assert.True(document.Root is not null || file.HasErrors);
        foreach (var diagnostic in file.Diagnostics)
        {
            Assert.StartsWith("FORAY", diagnostic.Code, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', diagnostic.Message);
            Assert.True(diagnostic.Place is null or { Line: >= 1, Column: >= 1 } || diagnostic.Code == ConfigurationCodes.MoreProblems, diagnostic.ToString());
        }

        Assert.StartsWith("[", DiagnosticJson.Format(file.Diagnostics), StringComparison.Ordinal);
    }
}

using System.Diagnostics;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Programs.Suitcases;

namespace Foray.Stations.Tests.Programs.Suitcases;

public sealed class SuitcaseFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("foray-suitcase-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_is_packed_and_taken_out_again()
    {
        Make("in/a", "1");
        Make("in/logs/x.txt", "2");
        Directory.CreateDirectory(Under("in/empty"));
        var suitcase = SuitcasePacker.Pack(Under("in"), new SuitcaseLimits());
        Assert.Equal("/a 31\n/empty folder\n/logs folder\n/logs/x.txt 32", SuitcaseTests.Dump(suitcase));

        var retrieved = Unpack(suitcase, "out/new", "**", "none");
        Assert.Equal(["a", "logs/x.txt"], retrieved.Written);
        Assert.Equal(["none"], retrieved.Unmatched);
        Assert.Equal("2", File.ReadAllText(Under("out/new/logs/x.txt")));
    }

    [Fact]
    public void Links_are_not_packed()
    {
        Make("in/a", "1");
        File.CreateSymbolicLink(Under("in/link"), Under("in/a"));
        AssertCannot("FORAY243", "link", () => Pack());
        File.Delete(Under("in/link"));
        Directory.CreateSymbolicLink(Under("in/link"), "/etc");
        AssertCannot("FORAY243", "link", () => Pack());
    }

    [Fact]
    public void Special_files_are_not_packed_and_not_waited_for()
    {
        Make("in/a", "1");
        using (var mkfifo = Process.Start("mkfifo", Under("in/pipe")))
            mkfifo.WaitForExit();
        AssertCannot("FORAY243", "pipe", () => Pack());
    }

    [Fact]
    public void A_folder_that_is_too_large_is_told_with_its_size()
    {
        Make("in/a", "12345");
        AssertCannot("FORAY244", "5 bytes", () => SuitcasePacker.Pack(Under("in"), new SuitcaseLimits(Bytes: 4)));
        AssertCannot("FORAY243", "no folder", () => SuitcasePacker.Pack(Under("missing"), new SuitcaseLimits()));
    }

    [Fact]
    public void What_is_there_is_never_overwritten_and_nothing_is_begun()
    {
        Make("out/b", "old");
        AssertCannot("FORAY246", "b", () => Unpack(Suitcase("/a", "/b"), "out", "*"));
        Assert.Equal("old", File.ReadAllText(Under("out/b")));
        Assert.False(File.Exists(Under("out/a")));
        File.Delete(Under("out/b"));
        File.CreateSymbolicLink(Under("out/b"), Under("dangling"));
        AssertCannot("FORAY246", "b", () => Unpack(Suitcase("/a", "/b"), "out", "*"));
        Assert.False(File.Exists(Under("dangling")));
    }

    [Fact]
    public void A_link_does_not_lead_out_of_the_folder()
    {
        Directory.CreateDirectory(Under("out"));
        Directory.CreateDirectory(Under("elsewhere"));
        Directory.CreateSymbolicLink(Under("out/logs"), Under("elsewhere"));
        var suitcase = new Suitcase(new SuitcaseLimits());
        suitcase.MakeFolder("/logs");
        suitcase.Write("/logs/x", "1"u8, append: false);
        AssertCannot("FORAY246", "link", () => Unpack(suitcase, "out", "**"));
        Assert.Empty(Directory.GetFiles(Under("elsewhere")));
    }

    [Theory]
    [InlineData("names", "/names", true)]
    [InlineData("/names/", "/names", true)]
    [InlineData("names", "/names2", false)]
    [InlineData("names", "/a/names", false)]
    [InlineData("logs", "/logs/a/b.txt", true)]
    [InlineData("*", "/a/b", true)]
    [InlineData("*.txt", "/a/b.txt", false)]
    [InlineData("**/*.txt", "/b.txt", true)]
    [InlineData("**/*.txt", "/a/c/b.txt", true)]
    [InlineData("logs/**/*.txt", "/logs/b.txt", true)]
    [InlineData("logs/**/*.txt", "/b.txt", false)]
    [InlineData("**", "/a/b", true)]
    [InlineData("a?", "/ab", true)]
    [InlineData("a?", "/a", false)]
    [InlineData(@"a\b", @"/a\b", true)]
    [InlineData("A", "/a", false)]
    public void Patterns_choose_files_by_path(string pattern, string path, bool fits) =>
        Assert.Equal(fits, new SuitcasePattern(pattern).Fits(path));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("../a")]
    [InlineData("a//b")]
    public void A_pattern_that_leads_nowhere_is_refused(string pattern) =>
        AssertCannot("FORAY245", pattern, () => new SuitcasePattern(pattern));

    private Suitcase Pack() => SuitcasePacker.Pack(Under("in"), new SuitcaseLimits());

    private RetrievedFiles Unpack(Suitcase suitcase, string folder, params string[] patterns) =>
        SuitcaseUnpacker.Unpack(suitcase, [.. patterns.Select(pattern => new SuitcasePattern(pattern))], Under(folder));

    private static Suitcase Suitcase(params string[] files)
    {
        var suitcase = new Suitcase(new SuitcaseLimits());
        foreach (var file in files)
            suitcase.Write(file, "new"u8, append: false);
        return suitcase;
    }

    private string Under(string path) => Path.Combine(_folder, path);

    private void Make(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Under(path))!);
        File.WriteAllText(Under(path), text);
    }

    private static void AssertCannot(string code, string word, Func<object> act)
    {
        var diagnostic = Assert.Throws<DiagnosticException>(act).Diagnostics[0];
        Assert.Equal(code, diagnostic.Code);
        Assert.Contains(word, diagnostic.Message, StringComparison.Ordinal);
    }
}

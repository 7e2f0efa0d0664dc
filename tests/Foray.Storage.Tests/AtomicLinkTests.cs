namespace Foray.Storage.Tests;

public sealed class AtomicLinkTests
{
    [Fact]
    public void A_link_to_a_folder_is_made_and_pointed_elsewhere()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("one"));
        Directory.CreateDirectory(folder.File("two"));
        AtomicLink.Point(folder.File("link"), "one");
        AtomicLink.Point(folder.File("link"), "two");
        Assert.Equal("two", new FileInfo(folder.File("link")).LinkTarget);
        Assert.Equal(["link", "one", "two"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_link_that_cannot_be_made_is_a_diagnostic()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal("FORAY311", Assert.Throws<Foray.Sdk.Diagnostics.DiagnosticException>(() => AtomicLink.Point(folder.File("missing/link"), "x")).Diagnostics[0].Code);
    }
}

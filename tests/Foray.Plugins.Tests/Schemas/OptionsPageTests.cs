using Foray.Plugins.Manifests;
using Foray.Plugins.Schemas;

namespace Foray.Plugins.Tests.Schemas;

/// <summary>
/// Each file in Pages is the page of a plugin. With FORAY_SNAPSHOTS=FOLDER the pages are written into that folder instead, to be read before they are kept.
/// </summary>
public sealed class OptionsPageTests : IDisposable
{
    private readonly PackageFolder _folder = new(Fixture.Theatre, Fixture.Music);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("result", "playbill")]
    [InlineData("result", "notes")]
    [InlineData("command", "rehearse")]
    [InlineData("command", "prompt")]
    public void A_page_is_as_it_was_agreed_on(string kind, string name)
    {
        var plugin = Find(kind, name);
        var page = OptionsPage.Write(plugin).Replace($" {plugin.Package.Version}", " 1.2.3", StringComparison.Ordinal);
        var file = $"{kind}-{name}.md";
        if (Environment.GetEnvironmentVariable("FORAY_SNAPSHOTS") is { } folder)
            File.WriteAllText(Path.Combine(folder, file), page);
        else
            Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Schemas", "Pages", file)), page);
    }

    [Fact]
    public void A_page_is_the_same_each_time() => Assert.Equal(OptionsPage.Write(Find("result", "playbill")), OptionsPage.Write(Find("result", "playbill")));

    [Fact]
    public void The_links_of_a_page_lead_to_its_headings()
    {
        var page = OptionsPage.Write(Find("result", "playbill"));
        var links = page.Split("](#").Skip(1).Select(part => "#" + part.Split(')')[0]).ToHashSet(StringComparer.Ordinal);
        var headings = page.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => Markdown.Anchor(line[3..]));
        Assert.Equal(2, links.Count);
        Assert.Empty(links.Except(headings));
    }

    private PluginDescription Find(string kind, string name) => _folder.Catalog().Find(kind, name, out _)!;
}

namespace Foray.Sdk.Tests.Kinds;

/// <summary>The reference of the kinds is made from the Sdk. <c>FORAY_UPDATE_DOCS=1</c> writes it anew.</summary>
public sealed class KindReferenceTests
{
    private static readonly string Page = Path.Combine(FindRoot(), "docs", "reference", "kinds.md");

    [Fact]
    public void The_reference_of_the_kinds_says_what_the_Sdk_says()
    {
        var text = KindPage.Write(typeof(Plugins.PluginAttribute).Assembly);
        if (Environment.GetEnvironmentVariable("FORAY_UPDATE_DOCS") == "1")
            File.WriteAllText(Page, text);
        Assert.Equal(text, File.ReadAllText(Page));
    }

    [Fact]
    public void Every_kind_of_the_design_has_its_contract() =>
        Assert.Equal(
            ["agent", "backend", "collector", "command", "deployment", "experiment", "hook", "integration", "job_hook", "resolver", "result", "runner", "runtime", "service", "site", "software", "spawner"],
            KindPage.KindsOf(typeof(Plugins.PluginAttribute).Assembly).Select(kind => kind.Name));

    [Fact]
    public void Every_member_of_a_kind_is_documented() =>
        Assert.DoesNotContain("(undocumented)", KindPage.Write(typeof(Plugins.PluginAttribute).Assembly), StringComparison.Ordinal);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Foray.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the repository's root was not found");
        return folder;
    }
}

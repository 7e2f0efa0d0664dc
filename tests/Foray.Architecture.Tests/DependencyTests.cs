namespace Foray.Architecture.Tests;

public sealed class DependencyTests
{
    /// <summary>What each project may reference: the arrows of the house point down and never back.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Foray.Sdk"] = [],
        ["Foray.Sdk.Generators"] = [],
        ["Foray.Sdk.Testing"] = ["Foray.Sdk"],
        ["Foray.Plugins"] = ["Foray.Sdk"],
        ["Foray.Configuration"] = ["Foray.Sdk", "Foray.Plugins"],
        ["Foray.Processes"] = ["Foray.Sdk", "Foray.Plugins"],
        ["Foray.Storage"] = ["Foray.Sdk", "Foray.Plugins"],
        ["Foray.Packages"] = ["Foray.Sdk", "Foray.Plugins", "Foray.Storage"],
        ["Foray.Experiments"] = ["Foray.Sdk", "Foray.Plugins", "Foray.Configuration", "Foray.Processes", "Foray.Storage"],
        ["Foray.Jobs"] = ["Foray.Sdk", "Foray.Plugins", "Foray.Configuration", "Foray.Processes", "Foray.Storage"],
        ["Foray.Tracking"] = ["Foray.Sdk", "Foray.Plugins", "Foray.Configuration", "Foray.Processes", "Foray.Storage"],
        ["Foray.Web"] = ["Foray.Sdk", "Foray.Plugins"],
        ["Foray.Stations"] = ["Foray.Sdk", "Foray.Plugins", "Foray.Configuration", "Foray.Processes", "Foray.Storage", "Foray.Web"],
        ["Foray.Tracking.Server"] = ["Foray.Sdk", "Foray.Plugins", "Foray.Configuration", "Foray.Processes", "Foray.Storage", "Foray.Tracking", "Foray.Web"],
        ["Foray.Cli"] = ["Foray.Sdk", "Foray.Plugins", "Foray.Configuration", "Foray.Processes", "Foray.Storage", "Foray.Experiments", "Foray.Jobs", "Foray.Packages", "Foray.Stations", "Foray.Tracking", "Foray.Tracking.Server", "Foray.Web"],
    };

    public static TheoryData<string> SourceProjects => [.. Repository.Files("*.csproj").Where(file => file.StartsWith("src/", StringComparison.Ordinal))];

    public static TheoryData<string> PluginProjects => [.. Repository.Files("*.csproj").Where(file => file.StartsWith("plugins/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void A_project_references_only_what_lies_below_it(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        Assert.True(Allowed.ContainsKey(name), $"{name} has no place in the house yet: say in this test what it may reference, and in an ADR why it exists");
        Assert.Empty(Repository.References(project).Except(Allowed[name]));
    }

    [Theory]
    [MemberData(nameof(PluginProjects))]
    public void A_plugin_package_references_no_project_but_the_Sdk_that_the_rules_give_it(string project) =>
        Assert.Empty(Repository.References(project));

    [Fact]
    public void The_rules_give_plugin_packages_the_Sdk_and_its_generator_and_nothing_else() =>
        Assert.Equal(["Foray.Sdk", "Foray.Sdk.Generators"], Repository.References("eng/Plugin.props"));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.Read("Foray.slnx");
        Assert.DoesNotContain(Repository.Files("*.csproj"), project =>
            !project.StartsWith("examples/", StringComparison.Ordinal)
            && !project.StartsWith("templates/", StringComparison.Ordinal)
            && !solution.Contains($"\"{project}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_version_of_a_package_stands_in_one_file() =>
        Assert.DoesNotContain(Repository.Files("*.csproj").Where(project => !IsAuthors(project)), project =>
            Repository.Read(project).Contains("PackageReference", StringComparison.Ordinal) && Repository.Read(project).Contains(" Version=", StringComparison.Ordinal));

    /// <summary>Projects as authors outside of the repository have them.</summary>
    private static bool IsAuthors(string project) =>
        project.StartsWith("templates/", StringComparison.Ordinal) || project.StartsWith("examples/", StringComparison.Ordinal);
}

using Foray.Plugins.Catalog;
using Foray.Plugins.Loading;
using Foray.Plugins.Settings;
using Foray.Sdk.Documents;

namespace Foray.Jobs.Tests.Files;

public sealed class SpawnerOptionsTests : IServiceProvider
{
    public object? GetService(Type serviceType) => null;

    [Fact]
    public void A_file_gives_spawners_options_of_any_form_and_leaves_it_to_them_to_judge()
    {
        var folder = Directory.CreateTempSubdirectory("foray-job-");
        var file = Path.Combine(folder.FullName, "job.yml");
        File.WriteAllText(file, """
            suites:
              - name: far
                tests: [one]
                spawner: machine
                spawner_options: { labels: [near, far], tests_per_machine: 2, environment: { LEVEL: 1 } }
            """);

        var job = JobFile.Read(file, new JobServices(CatalogBuilder.FromAssemblies([], new PluginSettings()), new PluginLoader(this)));

        var options = Assert.Single(job.Suites).Settings.SpawnerOptions!;
        Assert.Equal(2, Assert.IsType<SequenceNode>(options["labels"]).Items.Count);
        Assert.IsType<MappingNode>(options["environment"]);
        folder.Delete(recursive: true);
    }
}

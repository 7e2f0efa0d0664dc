using Foray.Configuration.Checking;
using Foray.Configuration.Diagnostics;
using Foray.Configuration.Documents;
using Foray.Plugins;
using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Options;

namespace Foray.Configuration.Tests;

public sealed class FileCheckerTests
{
    private static IEnumerable<string> Codes(CheckedFile file) => file.Diagnostics.Select(diagnostic => diagnostic.Code);

    [Fact]
    public void Machines_are_named_and_labelled_in_the_order_of_the_file()
    {
        var file = Kiso.Check("""
            name: demo
            sites:
              - kind: local
                resources:
                  machines:
                    - { labels: [worker, fast], number: 2 }
                    - labels: [boss]
              - { kind: hosts, labels: [worker], hosts: [a.example, b.example] }
            experiments:
              - { kind: shell, name: x, scripts: [{ labels: [foray.worker.4, kiso.fast.2, hosts], script: a }] }
            """);
        Assert.Empty(file.Diagnostics);
        Assert.Equal(["worker-1", "worker-2", "boss-1", "worker-3", "worker-4"], file.Machines.Select(machine => machine.Name));
        Assert.Equal(["local", "local", "local", "hosts", "hosts"], file.Machines.Select(machine => machine.Site));
        Assert.Equal(["worker", "fast", "local", "foray.worker.2", "kiso.worker.2", "foray.fast.2", "kiso.fast.2"], file.Machines[1].Labels);
        Assert.Equal(["worker-1", "worker-2", "worker-3", "worker-4"], file.Labels["worker"].Select(machine => machine.Name));
        Assert.Equal(["worker-4"], file.Labels["foray.worker.4"].Select(machine => machine.Name));
        Assert.Equal(["worker-3", "worker-4"], file.Labels["hosts"].Select(machine => machine.Name));
    }

    [Fact]
    public void Sections_come_with_their_plugins_and_without_the_key_that_names_them()
    {
        var file = Kiso.Check(Kiso.File("""
            software:
              docker: { labels: [boss] }
              shell:
                - { labels: [boss], script: a }
                - { labels: [worker], script: b }
            """));
        Assert.Empty(file.Diagnostics);
        Assert.Equal(["site/local/0", "software/docker/0", "software/shell/1", "software/shell/2", "experiment/shell/0"],
            file.Sections.Select(section => $"{section.Plugin.Kind}/{section.Plugin.Name}/{section.Index}"));
        Assert.Equal("first", file.Sections[^1].Name);
        Assert.Null(file.Sections[^1].Options["kind"]);
    }

    [Fact]
    public void A_plugin_without_options_takes_a_name_where_entries_have_names()
    {
        const string Entry = "  - kind: nameless\n    {0}: one\n";
        Assert.Empty(Kiso.Check(Kiso.File(scripts: Entry.Replace("{0}", "name", StringComparison.Ordinal))).Diagnostics);
        Assert.Equal(["FORAY122", "FORAY121"], Codes(Kiso.Check(Kiso.File(scripts: Entry.Replace("{0}", "zebra", StringComparison.Ordinal)))));
    }

    [Fact]
    public void An_optional_key_without_a_value_counts_as_absent()
    {
        var file = Kiso.Check(Kiso.File("description:\nvariables: ~\nsoftware:\ndeployment: null\n", "    timeout:\n"));
        Assert.Empty(file.Diagnostics);
    }

    [Fact]
    public void An_unknown_site_makes_one_error_and_its_labels_are_taken_as_defined()
    {
        var file = Kiso.Check("""
            name: demo
            sites:
              - kind: unheard-of
                anything: [{ labels: [worker] }]
            experiments:
              - { kind: shell, name: x, scripts: [{ labels: [worker, unheard-of, foray.worker.7, kiso.worker.1], script: a }] }
              - { kind: shell, name: y, scripts: [{ labels: [wroker], script: a }] }
            """);
        Assert.Equal([PluginCodes.Unknown, ConfigurationCodes.UndefinedLabel], Codes(file));
        Assert.Equal("did you mean 'worker'?", file.Diagnostics[1].Remedy);
        Assert.Empty(file.Machines);
    }

    [Theory]
    [InlineData("sites: []")]
    [InlineData("sites: 5")]
    [InlineData("sites: [{ kind: local }]")]
    [InlineData("sites: [{ kind: local, resources: { machines: [{ number: 2 }] } }]")]
    [InlineData("sites: [{ kind: unheard-of }]")]
    [InlineData("description: !unknown x\nsites:")]
    [InlineData("sites: !unknown [x]")]
    [InlineData("sites: [{ kind: local, resources: { machines: [{ <<: x }] } }]")]
    public void A_broken_site_makes_no_label_undefined(string sites)
    {
        var file = Kiso.Check($"name: demo\n{sites}\nexperiments:\n  - {{ kind: shell, name: x, scripts: [{{ labels: [worker], script: a }}] }}\n");
        Assert.DoesNotContain(ConfigurationCodes.UndefinedLabel, Codes(file));
        Assert.InRange(file.Diagnostics.Count, 1, 2);
        Assert.True(file.HasErrors);
    }

    [Theory]
    [InlineData("labels: worker")]
    [InlineData("lables: [worker]")]
    [InlineData("labels: [worker]\n          number: -3")]
    [InlineData("labels: [worker]\n          numbr: 3")]
    public void A_wrong_group_of_machines_is_one_error_wherever_its_labels_are_used(string machine)
    {
        var file = Kiso.Check($"""
            name: demo
            sites:
              - kind: local
                resources:
                  machines:
                    - labels: [boss]
                    - {machine.Replace("\n  ", "\n            ", StringComparison.Ordinal)}
            experiments:
              - name: x
                kind: shell
                scripts: [{"{"} labels: [worker, foray.worker.1, boss], script: a {"}"}]
            """);
        Assert.Single(file.Diagnostics);
    }

    [Fact]
    public void Too_many_machines_are_refused_before_they_are_made()
    {
        var file = Kiso.Check(Kiso.File().Replace("number: 2", "number: 9223372036854775807", StringComparison.Ordinal));
        Assert.Equal([ConfigurationCodes.OutOfRange], Codes(file));
        Assert.Equal(["boss-1"], file.Machines.Select(machine => machine.Name));
    }

    [Fact]
    public void An_input_is_looked_for_beside_the_file_and_at_home_and_may_be_absolute()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "data.csv"), "");
            var inputs = string.Concat(new[] { "data.csv", "~/data.csv", $"{folder.FullName}/data.csv", ".", "other.csv" }
                .Select(path => $"      - {{ labels: [boss], src: {path}, dst: x }}\n"));
            var file = Kiso.Check(Kiso.File(scripts: "    inputs:\n" + inputs),
                Kiso.Environment(("HOME", folder.FullName)) with { ExperimentFolder = folder.FullName });
            Assert.Equal("the input 'other.csv' does not exist", Assert.Single(file.Diagnostics).Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_disabled_plugin_is_called_disabled()
    {
        var file = Kiso.Check(Kiso.File(), catalog: Kiso.WithSettings(new PluginSettings { Disable = ["site/local"] }));
        var diagnostic = Assert.Single(file.Diagnostics);
        Assert.Equal(PluginCodes.Disabled, diagnostic.Code);
        Assert.Equal(new Place("experiment.yml", 3, 11), diagnostic.Place);
    }

    [Fact]
    public void A_plugin_can_be_named_with_its_package()
    {
        var file = Kiso.Check(Kiso.File().Replace("kind: local", "kind: Foray.Fixtures.Kiso:local", StringComparison.Ordinal));
        Assert.Empty(file.Diagnostics);
        Assert.Equal("local", file.Machines[0].Site);
    }

    [Fact]
    public void Diagnostics_are_in_the_order_of_the_file()
    {
        var places = Kiso.Check(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Snapshots", "variables.yml")).Split("----")[0])
            .Diagnostics.Select(diagnostic => (diagnostic.Place!.Value.Line, diagnostic.Place.Value.Column)).ToList();
        Assert.True(places.Count > 10);
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void A_fault_behind_an_alias_is_reported_once()
    {
        var file = Kiso.Check(Kiso.File(scripts: "    inputs:\n      - &i { labels: [boss], src: none.csv, dst: x }\n      - *i\n      - *i\n"));
        Assert.Equal([ConfigurationCodes.MissingInput], Codes(file));
    }

    [Fact]
    public void A_huge_wrong_file_is_answered_in_a_few_lines()
    {
        var text = Kiso.File() + string.Concat(Enumerable.Range(0, 400_000).Select(i => $"key{i}: [x, y]\n"));
        var file = Kiso.Check(text);
        Assert.Equal(DiagnosticCollector.Limit + 1, file.Diagnostics.Count);
        Assert.StartsWith("399000 more problems", file.Diagnostics[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_names_are_not_compared_with_each_other()
    {
        var label = new string('a', 2_000_000);
        var file = Kiso.Check(Kiso.File().Replace("boss", label, StringComparison.Ordinal).Replace("- labels: [worker]", $"- labels: [{label}b]", StringComparison.Ordinal));
        Assert.Equal([ConfigurationCodes.UndefinedLabel], Codes(file));
        Assert.True(file.Diagnostics[0].Message.Length < 200);
    }

    [Fact]
    public void Kisos_own_files_are_read_as_they_are()
    {
        var folder = KisoFolder();
        foreach (var name in (string[])["test-1.yml", "experiment-template.yml"])
        {
            var file = Check(Path.Combine(folder, name));
            Assert.False(file.HasErrors, DiagnosticText.Format(file.Diagnostics));
            Assert.NotEmpty(file.Machines);
        }

        Assert.Equal([ConfigurationCodes.MissingKey, ConfigurationCodes.BadForm], Codes(Check(Path.Combine(folder, "test-invalid.yml"))));
    }

    [Fact]
    public void Without_its_plugins_a_kiso_file_has_one_error_for_each_of_them()
    {
        var document = YamlReader.ReadFile(Path.Combine(KisoFolder(), "experiment-template.yml"));
        var file = FileChecker.Check(document, Kiso.Schema, Kiso.NoPlugins, Kiso.Environment());
        Assert.Equal(
            ["the deployment 'htcondor'", "the software 'docker'", "the software 'apptainer'", "the site 'vagrant'", "the experiment 'shell'", "the experiment 'pegasus'"],
            file.Diagnostics.Select(diagnostic => diagnostic.Message.Replace("there is no", "the", StringComparison.Ordinal)));
    }

    [Fact]
    public void Variables_are_those_of_the_file()
    {
        var file = Kiso.Check(Kiso.File("variables: { a: 1, t: { env: T, secret: true } }"), Kiso.Environment(("T", "x")));
        Assert.Equal(new Variable("1"), file.Variables["a"]);
        Assert.Equal(new Variable(null, "T", null, true), file.Variables["t"]);
    }

    private static CheckedFile Check(string path) => FileChecker.Check(YamlReader.ReadFile(path), Kiso.Schema, Kiso.Catalog, Kiso.Environment());

    private static string KisoFolder()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (Directory.Exists(Path.Combine(folder, "shared", "compat", "kiso")))
                return Path.Combine(folder, "shared", "compat", "kiso");
        Assert.Skip("Kiso's files are not here");
        return "";
    }
}

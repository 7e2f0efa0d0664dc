namespace Foray.EndToEnd.Tests.Jobs;

/// <summary>Jobs on the machines of an experiment that is up.</summary>
public sealed class JobMachineTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();

    public ValueTask InitializeAsync()
    {
        _folder.Script("t1", "sleep 0.3; echo \"on $FORAY_MACHINE\"");
        _folder.Script("t2", "sleep 0.3; echo \"on $FORAY_MACHINE\"");
        _folder.Write("machines.yml", """
            name: park
            sites:
              - kind: local
                resources:
                  machines:
                    - labels: [near]
                      number: 2
                    - labels: [far]
            experiments:
              - kind: job
                name: own
                labels: [near]
                tests: [./t1]
            """);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task Tests_are_spread_over_the_machines_of_the_labels_which_stay_up()
    {
        await _folder.ForayAsync("up", "machines.yml", "-o", "state");

        var result = await _folder.ForayAsync(
            "job", "run", "./t1", "./t2", "--parallel", "4", "--spawner", "machine", "--spawner-option", "labels=[near]", "-f", "machines.yml", "--experiment-output", "state");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(["near-1", "near-2"], _folder.Results().Texts("machine").Order(StringComparer.Ordinal));
        Assert.Equal("on near-1\n", File.ReadAllText(_folder.Latest("test-results", _folder.Results().Texts("machine")[0] == "near-1" ? "1-._t1" : "2-._t2", "stdout")));
        var status = await _folder.ForayAsync("status", "machines.yml", "-o", "state");
        Assert.Contains("near-2", status.Output, StringComparison.Ordinal);
        var down = await _folder.ForayAsync("down", "machines.yml", "-o", "state");
        Assert.True(down.ExitCode == 0, down.ToString());
    }

    [Fact]
    public async Task Where_nothing_is_up_the_tests_are_errors_and_the_remedy_says_what_to_do()
    {
        var result = await _folder.ForayAsync("job", "run", "./t1", "--spawner", "machine", "-f", "machines.yml");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("no machine of 'machines.yml' is up", result.Error, StringComparison.Ordinal);
        Assert.Contains("foray up machines.yml", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("labels=near", "labels")]
    [InlineData("label=[near]", "label")]
    [InlineData("tests_per_machine=0", "tests_per_machine")]
    public async Task Options_that_the_spawner_does_not_take_are_refused_before_a_test_is_run(string option, string named)
    {
        var result = await _folder.ForayAsync("job", "run", "./t1", "--spawner", "machine", "--spawner-option", option);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"'{named}'", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Of("job-results")));
    }

    [Fact]
    public async Task A_jobs_file_names_labels_as_a_list()
    {
        await _folder.ForayAsync("up", "machines.yml");
        _folder.Write("job.yml", """
            suites:
              - name: far
                tests: [./t1, ./t2]
                spawner: machine
                spawner_options: { labels: [far], tests_per_machine: 2 }
            """);

        var result = await _folder.ForayAsync("job", "run", "--job", "job.yml", "-f", "machines.yml");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(["far-1", "far-1"], _folder.Results().Texts("machine"));
        await _folder.ForayAsync("down", "machines.yml");
    }
}

namespace Foray.EndToEnd.Tests;

public sealed class OutputTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task An_output_may_be_named_by_its_case_and_machine()
    {
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script(
            "echo $n > result", "    inputs: []\n    matrix: { n: [1, 2] }\n    outputs: [{ src: result, dst: \"all/${machine}-${n}.txt\" }]")));

        var result = await _folder.ForayAsync("run");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("2\n", File.ReadAllText(_folder.Of("output", "latest", "outputs", "worker-1", "n=2", "all", "worker-1-2.txt")));
    }

    [Fact]
    public async Task An_output_outside_the_run_is_renewed_where_Foray_made_it_and_left_alone_where_it_did_not()
    {
        string File(string text, string name) => Experiments.Local(Experiments.Script($"echo {text} > result", $"    inputs: []\n    outputs: [{{ src: result, dst: \"{_folder.Of(name)}\" }}]"));
        _folder.Write("experiment.yml", File("one", "mine.txt"));
        await _folder.ForayAsync("run");
        _folder.Write("experiment.yml", File("two", "mine.txt"));
        var renewed = await _folder.ForayAsync("run");
        Assert.True(renewed.ExitCode == 0, renewed.ToString());
        Assert.Equal("two\n", System.IO.File.ReadAllText(_folder.Of("mine.txt")));

        _folder.Write("mine.txt", "edited by hand\n");
        _folder.Write("experiment.yml", File("three", "mine.txt"));
        var refused = await _folder.ForayAsync("run");
        Assert.True(refused.ExitCode == 1, refused.ToString());
        Assert.Equal("edited by hand\n", System.IO.File.ReadAllText(_folder.Of("mine.txt")));
    }

    [Fact]
    public async Task Something_that_lies_where_the_link_to_the_newest_run_belongs_is_left_alone()
    {
        _folder.Write("output/latest/precious.txt", "precious");
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script("true")));

        var result = await _folder.ForayAsync("run");

        Assert.True(result.ExitCode == 3, result.ToString());
        Assert.Equal("precious", File.ReadAllText(_folder.Of("output", "latest", "precious.txt")));
    }

    [Fact]
    public async Task Secret_values_are_in_no_file_and_no_message()
    {
        _folder.Write("token", "hidden-in-a-file\n");
        _folder.Write("experiment.yml", """
            name: secrets
            variables:
              one: { env: ONE, secret: true }
              two: { file: token, secret: true }
            sites: [{ kind: local, resources: { machines: [{ labels: [worker] }] } }]
            software:
              shell: [{ labels: [worker], script: 'echo "installing with $one"' }]
            experiments:
              - kind: shell
                name: work
                inputs: []
                variables: { three: { env: THREE, secret: true } }
                scripts: [{ labels: [worker], script: 'echo "$one $two $three"; echo "$two" >&2; [ "$one" = hidden-value ]' }]
            """);
        var environment = new Dictionary<string, string?> { ["ONE"] = "hidden-value", ["THREE"] = "hidden-third" };

        var result = await ForayProgram.RunProgramAsync(ForayProgram.Path, _folder.Path, environment, "run", "--debug");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.DoesNotContain("hidden", result.Output + result.Error, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(_folder.Of("output"), "*", SearchOption.AllDirectories))
            Assert.DoesNotContain("hidden-", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var row = Assert.Single(ResultsFile.Latest(_folder).Cases);
        Assert.Equal("*** *** ***\n", File.ReadAllText(_folder.Of("output", ResultsFile.Text(row, "folder")!, "script-1", "stdout")));
    }

    [Fact]
    public async Task Logs_and_status_tell_of_the_last_end_of_every_case()
    {
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script("echo \"this is $n\"; [ $n = 1 ]", "    inputs: []\n    matrix: { n: [1, 2] }")));
        await _folder.ForayAsync("run");

        var logs = await _folder.ForayAsync("logs", "--case", "n=2");
        var status = await _folder.ForayAsync("status");

        Assert.Equal("==> work/n=2/worker-1/script-1 stdout <==\nthis is 2\n", logs.Output);
        Assert.Contains("failed work: n=2 on worker-1", status.Output, StringComparison.Ordinal);
        Assert.Contains("1 passed", status.Output, StringComparison.Ordinal);
    }
}

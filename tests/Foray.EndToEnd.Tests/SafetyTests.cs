using System.Globalization;

namespace Foray.EndToEnd.Tests;

/// <summary>What Foray must never do to files and processes that are not its own, and what it must never leave behind.</summary>
public sealed class SafetyTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task An_input_whose_destination_is_itself_stays()
    {
        _folder.Write("data.txt", "precious");
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script("true", $"    inputs: [{{ src: data.txt, dst: {_folder.Of("data.txt")} }}]")));
        var result = await _folder.ForayAsync("run");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("precious", File.ReadAllText(_folder.Of("data.txt")));
    }

    [Fact]
    public async Task A_file_made_where_an_output_was_missing_is_not_Forays_own()
    {
        string Text(string script) => Experiments.Local(Experiments.Script(script, $"    inputs: []\n    outputs: [{{ src: out.txt, dst: {_folder.Of("user.txt")} }}]"));
        _folder.Write("experiment.yml", Text("true"));
        Assert.Equal(1, (await _folder.ForayAsync("run")).ExitCode);
        _folder.Write("user.txt", "mine");
        _folder.Write("experiment.yml", Text("echo theirs > out.txt"));
        Assert.Equal(1, (await _folder.ForayAsync("run")).ExitCode);
        Assert.Equal("mine", File.ReadAllText(_folder.Of("user.txt")));
    }

    [Fact]
    public async Task Down_ends_what_has_cleared_its_environment()
    {
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script(
            "/usr/bin/env -i /bin/sh -c 'echo $$ > pid; mv pid \"$1\"; exec sleep 1000' sh \"$FORAY_SHARED/../../../cleared\"")));
        using (var run = ForayProgram.Start(ForayProgram.Path, _folder.Path, null, "run"))
        {
            await AppearsAsync("cleared");
            run.Kill();
            await run.EndAsync();
        }

        var pid = int.Parse(File.ReadAllText(State("cleared")), CultureInfo.InvariantCulture);
        var down = await _folder.ForayAsync("down");
        Assert.True(down.ExitCode == 0, down.ToString());
        Assert.False(File.Exists($"/proc/{pid}/stat") && !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_link_to_a_folder_of_secrets_is_no_input()
    {
        _folder.Write("secrets/token", "hidden");
        File.CreateSymbolicLink(_folder.Of("data"), "secrets");
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script("cat data/token", "    inputs: [{ src: data }]")));
        var result = await _folder.ForayAsync("run");
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("FORAY261", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_of_a_longer_secret_is_masked_too()
    {
        _folder.Write("key", "first line of it\nsecond line of it\n");
        _folder.Write("experiment.yml", "variables: { key: { file: key, secret: true } }\n" + Experiments.Local(Experiments.Script("echo \"$key\" | head -n 1")));
        await _folder.ForayAsync("run");
        var row = Assert.Single(ResultsFile.Latest(_folder).Cases);
        Assert.Equal("***\n", File.ReadAllText(_folder.Of("output", ResultsFile.Text(row, "folder")!, "script-1", "stdout")));
    }

    [Fact]
    public async Task A_named_pipe_as_an_output_hangs_nothing()
    {
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script("mkfifo pipe", "    inputs: []\n    outputs: [{ src: pipe }]")));
        var result = await _folder.ForayAsync("run");
        Assert.InRange(result.ExitCode, 0, 1);
    }

    [Fact]
    public async Task Two_experiments_may_have_outputs_of_one_name()
    {
        const string Second = "\n  - kind: shell\n    name: other\n    inputs: []\n    scripts: [{ labels: [worker], script: echo two > out.txt }]\n    outputs: [{ src: out.txt }]\n";
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script("echo one > out.txt", "    inputs: []\n    outputs: [{ src: out.txt }]") + Second));
        var result = await _folder.ForayAsync("run");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("two\n", File.ReadAllText(_folder.Of("output", "latest", "outputs", "worker-1", "other", "out.txt")));
    }

    [Fact]
    public async Task Other_output_folders_are_no_inputs()
    {
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script("find . -type f", "    timeout: 1m")));
        await _folder.ForayAsync("run", "-o", "one");
        var second = await _folder.ForayAsync("run", "-o", "two");
        Assert.True(second.ExitCode == 0, second.ToString());
        var row = Assert.Single(ResultsFile.Latest(_folder, "two").Cases);
        Assert.Empty(File.ReadAllText(_folder.Of("two", ResultsFile.Text(row, "folder")!, "script-1", "stdout")));
    }

    [Fact]
    public async Task A_run_whose_installation_fails_leaves_results_that_say_so()
    {
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script("true")) + "\nsoftware:\n  shell: [{ labels: [worker], script: exit 3 }]\n");
        var result = await _folder.ForayAsync("run");
        Assert.True(result.ExitCode == 1, result.ToString());
        var row = Assert.Single(ResultsFile.Latest(_folder).Cases);
        Assert.Equal("failed", ResultsFile.Text(row, "status"));
        Assert.Contains("installing on 'worker-1' failed", ResultsFile.Text(row, "message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "run", "-o", "")]
    [InlineData(2, "check", "")]
    [InlineData(0, "down", "nowhere.yml")]
    public async Task Odd_arguments_are_answered_plainly(int exitCode, params string[] arguments)
    {
        var result = await _folder.ForayAsync(arguments);
        Assert.True(result.ExitCode == exitCode, result.ToString());
        Assert.NotEmpty(result.Output + result.Error);
        Assert.DoesNotContain("FORAY900", result.Error, StringComparison.Ordinal);
    }

    private string State(string name) => _folder.Of("output", ".foray", "experiment", name);

    private async Task AppearsAsync(string name)
    {
        Directory.CreateDirectory(_folder.Of("output", ".foray", "experiment"));
        using var watcher = new FileSystemWatcher(_folder.Of("output", ".foray", "experiment")) { EnableRaisingEvents = true };
        var appeared = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Created += (_, change) => { if (change.Name == name) appeared.TrySetResult(); };
        watcher.Renamed += (_, change) => { if (change.Name == name) appeared.TrySetResult(); };
        if (!File.Exists(State(name)))
            await appeared.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }
}

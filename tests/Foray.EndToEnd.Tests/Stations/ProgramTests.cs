namespace Foray.EndToEnd.Tests.Stations;

public sealed class ProgramTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Theory]
    [InlineData("kp.py")]
    [InlineData("kp.js")]
    public async Task The_suitcase_fragment_of_the_seed_runs_as_printed(string program)
    {
        await using var station = await RunningStation.StartAsync(_folder, "alone");

        var result = await station.ForayAsync("program", "submit", Program(program), "--wait", "--retrieve", "names");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Empty(result.Output);
        Assert.Contains("no file of the suitcase fits 'names'", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wander.py")]
    [InlineData("wander.js")]
    public async Task A_program_visits_three_stations_and_comes_home_with_its_suitcase(string program)
    {
        await using var stations = await RunningStations.StartAsync(_folder, "home", "one", "two", "three");

        var result = await stations["home"].ForayAsync(
            "program", "submit", Path.Combine(ForayProgram.Root, "examples", "programs", program), "--wait", "--retrieve", "visited.txt", "--into", _folder.Of("result"), "--", "one", "two", "three");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(["home", "one", "two", "three", "home"], await File.ReadAllLinesAsync(_folder.Of("result", "visited.txt"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_submission_waits_for_its_clones_which_report_to_their_master()
    {
        await using var stations = await RunningStations.StartAsync(_folder, "home", "one", "two");
        _folder.Write("case/words.txt", "one two three\nfour\n");

        var result = await stations["home"].ForayAsync(
            "program", "submit", Path.Combine(ForayProgram.Root, "examples", "programs", "count.py"), "--suitcase", _folder.Of("case"), "--wait", "--", "one", "two");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("one counted 4 words\ntwo counted 4 words\n", result.Output);
    }

    [Theory]
    [InlineData("migrate-connector.py")]
    [InlineData("migrate-connector.js")]
    public async Task A_stub_that_a_program_takes_along_works_where_it_arrives(string program)
    {
        await using var stations = await RunningStations.StartAsync(_folder, "home", "away");
        _folder.Write("echo.py", "class Echo:\n    def echo(self, words):\n        return 'heard ' + ' '.join(words)\n\nclass KP:\n    def __main__(self, kos):\n        kos.bind_service('echo', Echo(), 'generic.echo')\n        kos.run()\n");
        await stations["home"].ForayAsync("program", "submit", "echo.py");

        var result = await stations["home"].ForayAsync("program", "submit", Program(program), "--wait", "--", "away", "echo");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("heard hello from home\nheard hello from away\n", result.Output);
    }

    [Theory]
    [InlineData("clone.py")]
    [InlineData("clone.js")]
    public async Task A_submission_waits_for_both_a_program_and_its_clone(string program)
    {
        await using var stations = await RunningStations.StartAsync(_folder, "home", "away");

        var result = await stations["home"].ForayAsync("program", "submit", Program(program), "--wait", "--", "away");
        var list = await stations["home"].ForayAsync("program", "list");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(2, list.Output.Split('\n').Count(line => line.EndsWith("returned", StringComparison.Ordinal) || line.Contains(" returned ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_unhandled_exception_reaches_the_submitter_with_its_trace()
    {
        await using var station = await RunningStation.StartAsync(_folder, "alone");
        _folder.Write("fails.py", "class KP:\n    def __main__(self, kos):\n        print('before')\n        raise ValueError('no such luck')\n");

        var result = await station.ForayAsync("program", "submit", "fails.py", "--wait");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("before\n", result.Output);
        Assert.Contains("fails.py\", line 4, in __main__", result.Error, StringComparison.Ordinal);
        Assert.Contains("raised ValueError: no such luck", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_asks_to_exit_ends_normally_and_silently()
    {
        await using var station = await RunningStation.StartAsync(_folder, "alone");
        _folder.Write("exits.py", "import sys\nclass KP:\n    def __main__(self, kos):\n        sys.exit(3)\n");

        var result = await station.ForayAsync("program", "submit", "exits.py", "--wait");

        Assert.Equal((0, "", ""), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public async Task A_program_is_listed_shown_and_killed()
    {
        await using var station = await RunningStation.StartAsync(_folder, "alone");
        _folder.Write("waits.py", "class Service:\n    def ping(self):\n        return 'pong'\n\nclass KP:\n    def __main__(self, kos):\n        kos.bind_service('waits', Service(), 'waits.Service')\n        print('ready')\n        kos.run()\n");
        var submitted = await station.ForayAsync("program", "submit", "waits.py");
        var id = submitted.Output.Trim();

        var list = await station.ForayAsync("program", "list");
        var killed = await station.ForayAsync("program", "kill", id);
        var shown = await station.ForayAsync("program", "show", id);

        Assert.Contains(id, list.Output, StringComparison.Ordinal);
        Assert.Equal($"killed {id}\n", killed.Output);
        Assert.Contains("was killed", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_station_that_is_not_there_takes_no_program()
    {
        await using var station = await RunningStation.StartAsync(_folder, "alone");
        _folder.Write("null.py", "class KP:\n    def __main__(self, kos):\n        pass\n");

        var result = await station.ForayAsync("program", "submit", "null.py", "--at", "nowhere");
        var list = await station.ForayAsync("program", "list");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("the station 'nowhere' is away", result.Error, StringComparison.Ordinal);
        Assert.Empty(list.Output);
    }

    [Fact]
    public async Task A_main_file_that_no_runtime_runs_is_refused_with_those_that_can_be_run()
    {
        await using var station = await RunningStation.StartAsync(_folder, "alone");
        _folder.Write("program.rb", "puts 1");

        var result = await station.ForayAsync("program", "submit", "program.rb");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("no runtime runs 'program.rb'", result.Error, StringComparison.Ordinal);
        Assert.Contains(".js, .mjs, .py", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retrieved_files_overwrite_nothing()
    {
        await using var station = await RunningStation.StartAsync(_folder, "alone");
        _folder.Write("writes.py", "class KP:\n    def __main__(self, kos):\n        kos.get_suitcase().open('/mine.txt', 'w').write('theirs')\n");
        _folder.Write("mine.txt", "mine");

        var result = await station.ForayAsync("program", "submit", "writes.py", "--wait", "--retrieve", "*.txt");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("something is there already", result.Error, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(_folder.Of("mine.txt"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_program_whose_station_is_killed_begins_again_and_ends()
    {
        await using var stations = await RunningStations.StartAsync(_folder, "home");
        _folder.Write("late.py", "import nstools\n\nclass KP:\n    def __main__(self, kos):\n        print('waits')\n        kos.lookup_service('gate.Gate', 'gate', wait=60).Open()\n");
        _folder.Write("gate.py", "class Gate:\n    pass\n\nclass KP:\n    def __main__(self, kos):\n        kos.bind_service('gate', Gate(), 'gate.Gate')\n        kos.run()\n");
        using var waiting = stations["home"].Start("program", "submit", "late.py", "--wait");
        await waiting.SaysAsync("waits");
        var port = new Uri(stations["home"].Url).Port;

        await stations["home"].KillAsync();
        await stations.StartAsync("home", port);
        await stations["home"].ForayAsync("program", "submit", "gate.py");
        var result = await waiting.EndAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("waits\nwaits\n", result.Output);
    }

    private static string Program(string name) =>
        Path.Combine(ForayProgram.Root, "tests", "Foray.Runtimes.Tests", "Programs", name.EndsWith(".py", StringComparison.Ordinal) ? "python" : "javascript", name);
}

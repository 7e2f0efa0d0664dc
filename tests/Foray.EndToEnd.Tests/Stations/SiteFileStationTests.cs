using System.Text;
using System.Text.Json.Nodes;

namespace Foray.EndToEnd.Tests.Stations;

/// <summary>A site file of OCS as it is, through the real station: over the bridge with raw HTTP, and on the command line.</summary>
public sealed class SiteFileStationTests : IAsyncLifetime
{
    private static readonly string SiteFile = Path.Combine(ForayProgram.Root, "..", "shared", "compat", "ocs", "default.yaml");

    private readonly TestFolder _folder = new();
    private readonly HttpClient _http = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _folder.DisposeAsync();
    }

    [Fact]
    public async Task Instances_are_up_down_or_told_with_what_is_missing()
    {
        await using var station = await StartAsync("localhost");

        var said = await station.SaysAsync("until Ctrl-C");
        var list = await station.ForayAsync("agent", "list");

        Assert.Contains("access-dir (AccessDirector): left out: Foray has no agent of this class yet, and no access levels", said, StringComparison.Ordinal);
        Assert.Contains("fake-data-local (FakeDataAgent): stays down: the site file says so (manage: host/down)", said, StringComparison.Ordinal);
        Assert.Contains("aggregator-local (AggregatorAgent): left out: the site file says that somebody else takes care of it", said, StringComparison.Ordinal);
        Assert.Contains("fake-data-local", list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("registry", list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_that_its_file_keeps_down_answers_once_it_is_brought_up()
    {
        await using var station = await StartAsync("localhost");

        var before = await CallAsync(station, "observatory.fake-data-local.ops", "status", "acq");
        var up = await station.ForayAsync("agent", "up", "fake-data-local");
        var after = await CallAsync(station, "observatory.fake-data-local.ops", "status", "acq");
        var down = await station.ForayAsync("agent", "down", "fake-data-local");
        var refused = await station.ForayAsync("agent", "status", "fake-data-local", "acq");

        Assert.Equal("wamp.error.no_such_procedure", (string?)before["error"]);
        Assert.Equal("fake-data-local is up\n", up.Output);
        Assert.Equal(0, (int)after["args"]![0]![0]!);
        Assert.Equal("fake-data-local is down\n", down.Output);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("foray agent up fake-data-local", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operations_answer_over_the_bridge_as_the_clients_of_OCS_know_them()
    {
        await using var station = await StartAsync("ocs-docker");
        const string ops = "observatory.fake-data1.ops";

        var startup = await CallAsync(station, ops, "status", "acq");
        var again = await CallAsync(station, ops, "start", "acq");
        var waits = await CallAsync(station, ops, "wait", "acq", timeout: -1);
        var stopped = await CallAsync(station, ops, "stop", "acq");
        var ended = await CallAsync(station, ops, "wait", "acq", timeout: 30);
        var delay = await CallAsync(station, ops, "start", "delay_task", new JsonObject { ["delay"] = 60, ["succeed"] = true });
        var wrong = await CallAsync(station, ops, "stop", "delay_task");
        var aborted = await CallAsync(station, ops, "abort", "delay_task");
        var failed = await CallAsync(station, ops, "wait", "delay_task", timeout: 30);
        var unknown = await CallAsync(station, ops, "start", "fly");
        var stray = await CallAsync(station, ops, "start", "delay_task", new JsonObject { ["dely"] = 1 });

        Assert.Equal((0, "running"), Reply(startup));
        Assert.Equal((-1, "running"), Reply(again));
        Assert.Equal(1, (int)waits["args"]![0]![0]!);
        Assert.Equal(0, (int)stopped["args"]![0]![0]!);
        Assert.Equal((0, "done"), Reply(ended));
        Assert.Equal(0, (int)delay["args"]![0]![0]!);
        Assert.Equal(-1, (int)wrong["args"]![0]![0]!);
        Assert.Equal(0, (int)aborted["args"]![0]![0]!);
        Assert.Equal((0, "done"), Reply(failed));
        Assert.False((bool)failed["args"]![0]![2]!["success"]!);
        Assert.Equal(-1, (int)unknown["args"]![0]![0]!);
        Assert.Equal(-1, (int)stray["args"]![0]![0]!);
        Assert.Contains("delay", (string)stray["args"]![0]![1]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_answers_come_on_the_command_line()
    {
        await using var station = await StartAsync("ocs-docker");

        var status = await station.ForayAsync("agent", "status", "fake-data1", "acq");
        var call = await station.ForayAsync("agent", "call", "fake-data1", "delay_task", "delay=0.1");
        var failing = await station.ForayAsync("agent", "call", "fake-data1", "delay_task", "delay=0.1", "succeed=false");
        var waits = await station.ForayAsync("agent", "wait", "fake-data1", "acq", "--timeout", "0");
        var stopped = await station.ForayAsync("agent", "stop", "fake-data1", "acq");
        var wrong = await station.ForayAsync("agent", "abort", "fake-data1", "acq");
        var stray = await station.ForayAsync("agent", "start", "fake-data1", "delay_task", "dely=1");
        var api = await station.ForayAsync("agent", "api", "fake-data1");

        Assert.Contains("running", status.Output, StringComparison.Ordinal);
        Assert.Equal((0, 1, 1, 0, 1), (call.ExitCode, failing.ExitCode, waits.ExitCode, stopped.ExitCode, wrong.ExitCode));
        Assert.NotEqual(0, stray.ExitCode);
        Assert.Contains("false_temperatures", api.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_of_one_station_answers_at_another_of_its_cluster()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await RunningStation.StartAsync(_folder, "one", "--cluster", redis.Url, "--site-file", Example, "--site-host", "localhost");
        await using var two = await RunningStation.StartAsync(_folder, "two", "--cluster", redis.Url);

        var list = await two.ForayAsync("agent", "list");
        var call = await two.ForayAsync("agent", "call", "bare1", "print", "text=hello");
        var heard = await two.ForayAsync("agent", "listen", "data1", "false_temperatures", "--count", "2");

        Assert.Contains("bare1", list.Output, StringComparison.Ordinal);
        Assert.True(call.ExitCode == 0, call.ToString());
        Assert.Equal(2, heard.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_listener_that_is_killed_and_one_whose_station_is_killed_miss_and_repeat_nothing()
    {
        string[] site = ["--site-file", Example, "--site-host", "localhost"];
        var station = await RunningStation.StartAsync(_folder, "one", site);
        var port = new Uri(station.Url).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        string[] listen = ["agent", "listen", "data1", "false_temperatures", "--from-start", "--into", "heard.jsonl"];
        try
        {
            using (var first = station.Start(listen))
            {
                await LinesAsync(2);
                first.Kill();
                await first.ExitedAsync(TestContext.Current.CancellationToken);
            }

            await File.AppendAllTextAsync(_folder.Of("heard.jsonl"), "{\"torn", TestContext.Current.CancellationToken);
            using var second = station.Start(listen);
            await LinesAsync(4);
            await station.KillAsync();
            await station.DisposeAsync();
            station = await RunningStation.StartAsync(_folder, "one", [.. site, "--port", port]);
            await LinesAsync((await SequencesAsync()).Count + 3);
            second.Kill();
        }
        finally
        {
            await station.DisposeAsync();
        }

        var sequences = await SequencesAsync();
        Assert.Equal(Enumerable.Range(1, sequences.Count).Select(number => (long)number), sequences);
    }

    private static string Example => Path.Combine(ForayProgram.Root, "examples", "agents", "site.yaml");

    private Task<RunningStation> StartAsync(string host)
    {
        Assert.SkipUnless(File.Exists(SiteFile), "the files of other projects are not here (../shared/compat)");
        return RunningStation.StartAsync(_folder, "site", "--site-file", SiteFile, "--site-host", host);
    }

    private async Task<JsonObject> CallAsync(RunningStation station, string procedure, string action, string operation, JsonObject? parameters = null, double? timeout = null)
    {
        var arguments = new JsonArray { action, operation, parameters };
        if (timeout is { } seconds)
            arguments.Add(seconds);
        var body = new JsonObject { ["procedure"] = procedure, ["args"] = arguments, ["kwargs"] = new JsonObject() };
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString()));
        using var answer = await _http.PostAsync(new Uri($"{station.Url}/call"), content, TestContext.Current.CancellationToken);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
    }

    private static (int Status, string Session) Reply(JsonObject answer) => ((int)answer["args"]![0]![0]!, (string)answer["args"]![0]![2]!["status"]!);

    private async Task LinesAsync(int count)
    {
        while ((await SequencesAsync()).Count < count)
            await Task.Delay(50, TestContext.Current.CancellationToken);
    }

    /// <summary>The listener has the file for itself, as far as .NET's locks go: it is read as others read it.</summary>
    private async Task<List<long>> SequencesAsync()
    {
        var text = (await ForayProgram.RunProgramAsync("/bin/cat", _folder.Path, null, "heard.jsonl")).Output;
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        return [.. whole.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (long)JsonNode.Parse(line)!["sequence"]!)];
    }
}

using System.Text.RegularExpressions;
using Foray.Sdk.Tracking;
using Foray.Tracking.Store;
using Foray.Tracking.Store.Search;

namespace Foray.EndToEnd.Tests.Tracking;

/// <summary>Scripts of a run that log as MLflow's clients do, with what Foray puts into their environment and nothing else.</summary>
public sealed partial class ScriptLoggingTests : IAsyncLifetime
{
    /// <summary>The requests of MLflow's Python client (2.x), in its order: <c>start_run</c>, the calls that log, and <c>end_run</c>.</summary>
    private const string Client = """
        import json, os, time, urllib.error, urllib.request
        base, token, run = os.environ["MLFLOW_TRACKING_URI"], os.environ["MLFLOW_TRACKING_TOKEN"], os.environ["MLFLOW_RUN_ID"]
        headers = {"User-Agent": "mlflow-python-client/2.22.0", "Authorization": "Bearer " + token}
        def send(method, path, body=None, kind="application/json"):
            request = urllib.request.Request(base + path, data=body, method=method, headers=dict(headers, **({"Content-Type": kind} if body is not None else {})))
            try:
                with urllib.request.urlopen(request) as answer:
                    return answer.status, json.loads(answer.read() or b"{}")
            except urllib.error.HTTPError as refused:
                return refused.code, json.loads(refused.read())
        def post(call, **values):
            return send("POST", "/api/2.0/mlflow/runs/" + call, json.dumps(values).encode())
        def now():
            return int(time.time() * 1000)
        def start_run():
            status, answer = send("GET", "/api/2.0/mlflow/runs/get?run_uuid=%s&run_id=%s" % (run, run))
            assert status == 200, answer
            assert post("update", run_uuid=run, run_id=run, status="RUNNING")[0] == 200
            return answer["run"]
        def log_metric(key, value, step):
            assert post("log-metric", run_uuid=run, run_id=run, key=key, value=value, timestamp=now(), step=step)[0] == 200
        def end_run(status="FINISHED"):
            assert post("update", run_uuid=run, run_id=run, status=status, end_time=now())[0] == 200

        """;

    private readonly TestFolder _folder = new() { Environment = new Dictionary<string, string?> { ["MLFLOW_TRACKING_URI"] = null, ["MLFLOW_RUN_ID"] = null } };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "python3 is not installed");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task What_a_script_logs_with_MLflows_client_is_of_its_cases_run_and_ends_when_the_case_ends()
    {
        WriteExperiment("""
            data = start_run()["data"]
            assert {"key": "tool", "value": os.environ["tool"]} in data["params"], data
            with open(os.environ["FORAY_METRICS"], "a") as report:
                for step in range(100):
                    log_metric("loss", 1 / (step + 1), step)
                    print("loss=%g step=%d" % (-step, 1000 + step), file=report)
            log_metric("odd", "NaN", 0)
            assert post("log-parameter", run_uuid=run, run_id=run, key="found", value="x")[0] == 200
            assert post("log-parameter", run_uuid=run, run_id=run, key="tool", value="other")[0] == 400
            assert post("set-tag", run_uuid=run, run_id=run, key="note", value="mine")[0] == 200
            folder = "/api/2.0/mlflow-artifacts/artifacts/%s/%s/artifacts" % (os.environ["MLFLOW_EXPERIMENT_ID"], run)
            assert send("PUT", folder + "/model/weights.bin", b"weights", "application/octet-stream")[0] == 200
            status, child = post("create", experiment_id=os.environ["MLFLOW_EXPERIMENT_ID"], run_name="nested", start_time=now(), tags=[{"key": "mlflow.parentRunId", "value": run}])
            assert status == 200
            end_run()
            with open(os.environ["seen"], "a") as seen:
                seen.write(token + "\n")
            raise SystemExit(3 if os.environ["tool"] == "b" else 0)
            """, "    matrix: { tool: [a, b] }");

        var result = await _folder.ForayAsync("run");

        Assert.True(result.ExitCode == 1, result.ToString());
        await using var store = await TrackingStores.OpenExistingAsync(_folder.Of("output", "tracking"), Token);
        var runs = (await store.Runs.SearchAsync(new RunSearch { Limit = 100 }, Token)).Runs;
        Assert.Equal(["nested", "nested", "tool=a on worker-1", "tool=b on worker-1"], runs.Where(run => run.Parent is not null).Select(run => run.Name).Order(StringComparer.Ordinal));
        Assert.Single(runs.Select(run => run.ExperimentId).Distinct());
        foreach (var (name, state) in new[] { ("tool=a on worker-1", RunState.Finished), ("tool=b on worker-1", RunState.Failed) })
        {
            var run = runs.Single(run => run.Name == name);
            Assert.Equal(state, run.State);
            Assert.Equal([.. Enumerable.Range(0, 100), .. Enumerable.Range(1000, 100)], (await StepsAsync(store, run.Id, "loss")).Order());
            Assert.Equal("x", (await store.Runs.FindParametersAsync([run.Id], Token)).Single(entry => entry.Key == "found").Value);
            Assert.Equal(name[5..6], (await store.Runs.FindParametersAsync([run.Id], Token)).Single(entry => entry.Key == "tool").Value);
            Assert.Equal("mine", (await store.Runs.FindTagsAsync([run.Id], Token)).Single(entry => entry.Key == "note").Value);
            Assert.Equal(7, (await store.Artifacts.FindAsync(run.Id, "model/weights.bin", Token))?.Size);
        }

        await AssertTokenIsNowhereAsync(result);
    }

    [Fact]
    public async Task The_example_logs_to_the_runs_of_its_cases()
    {
        var example = Path.Combine(ForayProgram.Root, "examples", "track-python");
        _folder.Write("track.py", await File.ReadAllTextAsync(Path.Combine(example, "track.py"), Token));
        _folder.Write("experiment.yml", await File.ReadAllTextAsync(Path.Combine(example, "experiment.yml"), Token));

        var result = await _folder.ForayAsync("run");
        var list = await _folder.ForayAsync("runs", "list", "min(seconds) < 0.02 and params.algorithm = 'quick'", "--all");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("algorithm=quick on worker-1", list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("algorithm=merge", list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_a_run_whose_scripts_connect_loads_a_web_server()
    {
        foreach (var connects in new[] { false, true })
        {
            var (ready, go) = (connects ? "ready-1" : "ready-0", connects ? "go-1" : "go-0");
            WriteExperiment($"""
                {(connects ? "start_run()" : "")}
                os.mkfifo("{_folder.Of(go)}")
                open("{_folder.Of(ready)}", "w").close()
                open("{_folder.Of(go)}").read()
                """);
            using var running = ForayProgram.Start(ForayProgram.Path, _folder.Path, _folder.Environment, "run", "--force");
            await _folder.AppearsAsync(ready, running);

            var maps = await File.ReadAllTextAsync($"/proc/{running.Pid}/maps", Token);
            await using (await Task.Run(() => new FileStream(_folder.Of(go), FileMode.Open, FileAccess.Write, FileShare.ReadWrite), Token))
            {
                // The script reads to its end.
            }

            var end = await running.EndAsync();

            Assert.True(end.ExitCode == 0, end.ToString());
            Assert.Contains("Foray.Tracking.dll", maps, StringComparison.Ordinal);
            Assert.Equal(connects, WebAssembly().IsMatch(maps));
        }
    }

    [Theory]
    [InlineData("MLFLOW_TRACKING_URI", "http://127.0.0.1:9", "uri=http://127.0.0.1:9 token=no run=no experiment=no")]
    [InlineData("MLFLOW_RUN_ID", "mine", "uri=ours token=yes run=mine experiment=no")]
    [InlineData("MLFLOW_EXPERIMENT_NAME", "mine", "uri=ours token=yes run=no experiment=no")]
    [InlineData("MLFLOW_TRACKING_TOKEN", "mine", "uri=ours token=yes run=yes experiment=yes")]
    public async Task What_the_file_or_the_experiment_or_the_surroundings_set_wins(string name, string value, string expected)
    {
        const string Look = """
            seen = os.environ
            print("uri=%s token=%s run=%s experiment=%s" % (
                "ours" if seen.get("MLFLOW_TRACKING_URI", "").startswith("http://127.0.0.1:") and not seen["MLFLOW_TRACKING_URI"].endswith(":9") else seen.get("MLFLOW_TRACKING_URI"),
                "yes" if "MLFLOW_TRACKING_TOKEN" in seen else "no",
                "yes" if seen.get("MLFLOW_RUN_ID", "").startswith("20") else seen.get("MLFLOW_RUN_ID", "no"),
                "yes" if "MLFLOW_EXPERIMENT_ID" in seen else "no"))
            """;
        WriteExperiment(Look, $"    variables: {{ {name}: '{value}' }}", isClient: false);
        var ofExperiment = await OutputAsync(_folder.Environment);
        WriteExperiment(Look, $"    matrix: {{ {name}: ['{value}'] }}", isClient: false);
        var ofCase = await OutputAsync(_folder.Environment);

        Assert.Equal((expected, expected), (ofExperiment, ofCase));
        if (name != "MLFLOW_TRACKING_URI")
            return;
        WriteExperiment(Look, isClient: false);
        Assert.Equal(expected, await OutputAsync(new Dictionary<string, string?> { [name] = value }));
    }

    [Fact]
    public async Task Scripts_on_other_computers_get_none_of_the_variables()
    {
        Assert.SkipUnless(File.Exists(SshHosts.Program), "sshd is not installed");
        await using var hosts = await SshHosts.StartAsync(1);
        _folder.Write("experiment.yml", $$"""
            name: test
            sites:
            {{hosts.Site("worker")}}
            experiments:
              - kind: shell
                name: work
                inputs: []
                scripts: [{ labels: [worker], script: 'env | grep -c ^MLFLOW_ || true' }]
            """);

        Assert.Equal("0", await OutputAsync(_folder.Environment));
    }

    [Fact]
    public async Task An_interrupted_run_keeps_what_was_logged_and_ends_soon()
    {
        WriteExperiment($"""
            start_run()
            for step in range(100):
                log_metric("loss", step, step)
            import http.client
            idle = http.client.HTTPConnection(base[len("http://"):])
            idle.request("GET", "/health")
            idle.getresponse().read()
            open("{_folder.Of("ready")}", "w").close()
            time.sleep(1000)
            """);
        using var running = ForayProgram.Start(ForayProgram.Path, _folder.Path, _folder.Environment, "run");
        await _folder.AppearsAsync("ready", running);

        running.Signal("INT");
        var end = await running.EndAsync();

        Assert.True(end.ExitCode == 130, end.ToString());
        await using var store = await TrackingStores.OpenExistingAsync(_folder.Of("output", "tracking"), Token);
        var run = (await store.Runs.SearchAsync(new RunSearch { Limit = 100 }, Token)).Runs.Single(run => run.Parent is not null);
        Assert.Equal(RunState.Killed, run.State);
        Assert.Equal(Enumerable.Range(0, 100), await StepsAsync(store, run.Id, "loss"));
    }

    private void WriteExperiment(string script, string more = "", bool isClient = true)
    {
        var indented = ((isClient ? Client : "import os\n") + script).ReplaceLineEndings("\n          ");
        _folder.Write("experiment.yml", $$"""
            name: test
            variables: { seen: "{{_folder.Of("seen")}}" }
            sites: [{ kind: local, resources: { machines: [{ labels: [worker] }] } }]
            experiments:
              - kind: shell
                name: work
                inputs: []
            {{more}}
                scripts:
                  - labels: [worker]
                    executable: /usr/bin/python3
                    script: |
                      {{indented}}
            """);
    }

    private async Task<string> OutputAsync(IReadOnlyDictionary<string, string?> environment)
    {
        var result = await ForayProgram.RunProgramAsync(ForayProgram.Path, _folder.Path, environment, "run", "--force");
        Assert.True(result.ExitCode == 0, result.ToString());
        return (await File.ReadAllTextAsync(Directory.EnumerateFiles(_folder.Of("output", "latest") + "/", "stdout", SearchOption.AllDirectories).Single(), Token)).Trim();
    }

    private static async Task<IReadOnlyList<int>> StepsAsync(ITrackingStore store, string run, string name)
    {
        var steps = new List<int>();
        await foreach (var block in store.Points.ReadAsync(run, name, PlotAxis.Index, null, Token))
            foreach (var step in block.Steps.ToArray())
                steps.Add((int)step);
        return steps;
    }

    private async Task AssertTokenIsNowhereAsync(CommandResult result)
    {
        var tokens = await File.ReadAllLinesAsync(_folder.Of("seen"), Token);
        Assert.Equal(2, tokens.Length);
        var token = Assert.Single(tokens.Distinct());
        Assert.Matches(Hexadecimal(), token);
        Assert.DoesNotContain(token, result.ToString(), StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(_folder.Of("output"), "*", SearchOption.AllDirectories))
            Assert.DoesNotContain(token, System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Token)), StringComparison.Ordinal);
    }

    /// <summary>The folder of ASP.NET has other assemblies too, which every command loads.</summary>
    [GeneratedRegex(@"/Microsoft\.AspNetCore(\.\w+)*\.dll")]
    private static partial Regex WebAssembly();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex Hexadecimal();
}

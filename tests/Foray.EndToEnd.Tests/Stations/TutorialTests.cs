using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Foray.EndToEnd.Tests.Stations;

/// <summary>The commands of the tutorials of agents and programs, as they stand in the docs but for their ports.</summary>
public sealed class TutorialTests : IAsyncLifetime
{
    private const string StationPort = "7070";

    private readonly TestFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task The_commands_of_the_agent_tutorial_work_as_they_stand()
    {
        var result = await RunAsync("first-agent.md", StationPort);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("bare1     BarebonesAgent  lab      up", result.Output, StringComparison.Ordinal);
        Assert.Contains("did you mean 'delay'?", result.Error, StringComparison.Ordinal);
        Assert.Contains("data1 acq: done, succeeded (session 1)", result.Output, StringComparison.Ordinal);
        Assert.Contains("exit code 137", result.Output, StringComparison.Ordinal);
        var heard = (await File.ReadAllLinesAsync(_folder.Of("heard.jsonl"), TestContext.Current.CancellationToken)).Select(line => (int)JsonNode.Parse(line)!["sequence"]!).ToList();
        Assert.True(heard.Count > 3);
        Assert.Equal(Enumerable.Range(1, heard.Count), heard);
        Assert.Contains("thermo1 (thermometer): up", result.Output, StringComparison.Ordinal);
        Assert.Contains("the target is 350 K", result.Output, StringComparison.Ordinal);
        Assert.Contains("removed Acme.Thermometer", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_site_file_of_the_agent_tutorial_is_the_one_among_the_examples() =>
        Assert.Contains(
            File.ReadAllText(Path.Combine(ForayProgram.Root, "examples", "agents", "site.yaml")), string.Join('\n', Tutorial.CommandsOf("first-agent.md")), StringComparison.Ordinal);

    [Fact]
    public async Task The_commands_of_the_program_tutorial_work_as_they_stand()
    {
        Assert.SkipUnless(RedisServer.IsInstalled, "redis-server is not installed");
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "python3 is not installed");
        File.CreateSymbolicLink(_folder.Of("foray"), ForayProgram.Path);
        foreach (var example in Directory.EnumerateFiles(Path.Combine(ForayProgram.Root, "examples", "programs")))
            _folder.Write(Path.Combine("examples", "programs", Path.GetFileName(example)), await File.ReadAllTextAsync(example, TestContext.Current.CancellationToken));

        var result = await RunAsync("first-program.md", StationPort, "7071", "7072", "6380");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("something\nsomething else\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("home\none\ntwo\nhome\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("one counted 4 words\ntwo counted 4 words\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("hello home, this is the greeter\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("IndexError: list index out of range", result.Error, StringComparison.Ordinal);
        Assert.Contains("it used more than 2 s of processor time", result.Error, StringComparison.Ordinal);
        Assert.Contains("refused: open()", result.Error, StringComparison.Ordinal);
        Assert.Contains("was killed at 'one'", result.Output, StringComparison.Ordinal);
    }

    /// <summary>Runs the commands of a page in the test's folder, with free ports in place of its own, and ends what they leave running.</summary>
    private Task<CommandResult> RunAsync(string page, params string[] ports)
    {
        var programs = Directory.CreateDirectory(_folder.Of("programs")).FullName;
        File.CreateSymbolicLink(Path.Combine(programs, "foray"), ForayProgram.Path);
        var commands = string.Join('\n', Tutorial.CommandsOf(page));
        var free = FreePorts(ports.Length);
        foreach (var (port, other) in ports.Zip(free))
            commands = commands.Replace(port, other, StringComparison.Ordinal);
        var environment = new Dictionary<string, string?>
        {
            ["PATH"] = $"{programs}:{Environment.GetEnvironmentVariable("PATH")}",
            ["FORAY_STATION"] = $"http://127.0.0.1:{free[0]}",
            ["FORAY_DATA"] = null,
            ["XDG_DATA_HOME"] = _folder.Of("data"),
            ["XDG_CONFIG_HOME"] = _folder.Of("config"),
            ["XDG_CACHE_HOME"] = _folder.Of("cache"),
        };
        var script = _folder.Write("tutorial.sh", $"set -ex\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n{commands}\n");

        // A wait in the page that never ends would otherwise leave its stations behind.
        return ForayProgram.RunProgramAsync("timeout", _folder.Path, environment, "900", "/bin/sh", script);
    }

    private static List<string> FreePorts(int count)
    {
        var sockets = Enumerable.Range(0, count).Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)).ToList();
        foreach (var socket in sockets)
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var ports = sockets.Select(socket => ((IPEndPoint)socket.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture)).ToList();
        sockets.ForEach(socket => socket.Dispose());
        return ports;
    }
}

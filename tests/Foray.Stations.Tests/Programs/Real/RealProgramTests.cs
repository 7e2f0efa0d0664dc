using System.Collections.Concurrent;
using Foray.Stations.Cluster;
using Foray.Stations.Programs;
using Foray.Stations.Programs.Supervision;
using Foray.Stations.Tests.Programs.Suitcases;
using Foray.Stations.Tests.Programs.Supervision;

namespace Foray.Stations.Tests.Programs.Real;

/// <summary>Programs in the runtimes' own workers, on three stations of this process.</summary>
public sealed class RealProgramTests : IAsyncDisposable
{
    private readonly RealPool _pool = new();
    private readonly DirectTravel _travel = new();

    public RealProgramTests()
    {
        var parts = new ConcurrentDictionary<(string, string), IStationPart>();
        foreach (var name in new[] { "a", "b", "c" })
            _travel.Stations[name] = new TestStation(name, parts, workers: _pool, travel: _travel);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var station in _travel.Stations.Values)
            await station.DisposeAsync();
    }

    [Theory]
    [InlineData("python", "class KP: \n def __main__(self, kos):\n  sfs = kos.get_suitcase()\n  sfs.mkdir('/directory')\n  f = sfs.open('/directory/filename', 'w')\n  f.write('something\\n')\n  f.write('something else\\n')\n  f.close()\n  names = sfs.listdir('/directory')\n  sfs.chdir('/directory')\n  f = sfs.open('filename', 'r')\n  while 1:\n   line = f.readline()\n   if not line: break\n  f.close()\n  f = sfs.open('/names', 'w')\n  f.write(str(names))\n  f.close()\n  sfs.remove('filename')\n  sfs.rmdir('/directory')\n")]
    [InlineData("javascript", "class KP { main(kos) { const sfs = kos.getSuitcase(); sfs.mkdir('/directory'); let f = sfs.open('/directory/filename', 'w'); f.write('something\\n'); f.close(); const names = sfs.listdir('/directory'); sfs.chdir('/directory'); f = sfs.open('filename', 'r'); while (f.readline()); f.close(); f = sfs.open('/names', 'w'); f.write(`['${names}']`); f.close(); sfs.remove('filename'); sfs.rmdir('/directory'); } }")]
    public async Task The_seeds_suitcase_fragment_runs(string runtime, string text)
    {
        var end = await RunAsync(runtime, text);
        Assert.Equal((ProgramEndKind.Returned, null), (end.Kind, end.Error?.Trace));
        Assert.Equal("/names " + Convert.ToHexString("['filename']"u8), Dump(end));
    }

    [Theory]
    [InlineData("python", "class KP:\n def __init__(self): self.ahead = ['b', 'nowhere', 'c', 'c', 'a']\n def __main__(self, kos):\n  with kos.get_suitcase().open('/v', 'a') as f: f.write(kos.get_station())\n  while self.ahead:\n   try: kos.migrate(self.ahead.pop(0))\n   except RuntimeError as e: print(e)\n")]
    [InlineData("javascript", "class KP { ahead = ['b', 'nowhere', 'c', 'c', 'a']; main(kos) { const f = kos.getSuitcase().open('/v', 'a'); f.write(kos.getStation()); f.close(); while (this.ahead.length > 0) { try { kos.migrate(this.ahead.shift()); } catch (e) { console.log(e.message); } } } }")]
    public async Task It_wanders_around_all_stations_and_comes_home(string runtime, string text)
    {
        var end = await RunAsync(runtime, text);
        Assert.Equal((ProgramEndKind.Returned, null), (end.Kind, end.Error?.Trace));
        Assert.Equal("/v " + Convert.ToHexString("abcca"u8), Dump(end));
        Assert.Equal(6, end.Program.Epoch);
        Assert.Equal("1:there is no station 'nowhere'\n", _travel.Stations["b"].Observer.Printed);
    }

    [Theory]
    [InlineData("python", "class KP:\n def __init__(self): self.original = None\n def __main__(self, kos):\n  if self.original is None:\n   self.original = kos.get_id()\n   kos.clone('a')\n  print('original' if self.original == kos.get_id() else 'clone')\n")]
    [InlineData("javascript", "class KP { original = null; main(kos) { if (this.original === null) { this.original = kos.getId(); kos.clone('a'); } console.log(this.original === kos.getId() ? 'original' : 'clone'); } }")]
    public async Task A_clone_and_its_original_both_run_to_their_ends(string runtime, string text)
    {
        await StartAsync("a", runtime, text);
        var ends = new[] { await _travel.Stations["a"].Observer.EndAsync(), await _travel.Stations["a"].Observer.EndAsync() };
        Assert.Equal(2, ends.Select(end => end.Program.Id).Distinct().Count());
        Assert.Single(ends.Select(end => end.Program.Family).Distinct());
        Assert.Equal(["1:clone\n", "1:original\n"], _travel.Stations["a"].Observer.Outputs.Select(output => "1:" + output.Text).Order());
    }

    [Theory]
    [InlineData(
        "python",
        "class Echo:\n def __init__(self, kos): self.kos = kos\n def echo(self, what): return what\n def fail(self): raise ValueError('no')\n def end(self): self.kos.stop()\nclass KP:\n def __main__(self, kos):\n  kos.bind_service('echo', Echo(kos), 'generic.echo')\n  kos.run()\n",
        "import ilu\nclass KP:\n def __init__(self): self.echo = None\n def __main__(self, kos):\n  if self.echo is None:\n   self.echo = kos.lookup_service('generic.echo', 'echo', wait=30).Open()\n   kos.migrate('b')\n  print(self.echo.echo(['hello', kos.get_station()]))\n  try: self.echo.fail()\n  except ilu.IluGeneralError as e: print(e)\n  try: self.echo.nothing()\n  except ilu.IluUnimplementedMethodError: print('unimplemented')\n  print(kos.list_namespace('/foray/a/services'))\n  self.echo.end()\n",
        "['hello', 'b']\nValueError: no\nunimplemented\n['echo']\n")]
    [InlineData(
        "javascript",
        "class Echo { constructor(kos) { this.kos = kos; } echo(what) { return what; } fail() { throw new RangeError('no'); } end() { this.kos.stop(); } }\nclass KP { async main(kos) { kos.bindService('echo', new Echo(kos), 'generic.echo'); await kos.run(); } }",
        "class KP { echo = null; main(kos) { if (this.echo === null) { this.echo = kos.lookupService('generic.echo', 'echo', { wait: 30 }).open(); kos.migrate('b'); } console.log(this.echo.echo(['hello', kos.getStation()]).join()); try { this.echo.fail(); } catch (e) { console.log(e.message); } try { this.echo.nothing(); } catch (e) { console.log('unimplemented'); } console.log(kos.listNamespace('/foray/a/services').join()); this.echo.end(); } }",
        "hello,b\nRangeError: no\nunimplemented\necho\n")]
    public async Task A_stub_that_was_taken_along_still_works(string runtime, string server, string client, string printed)
    {
        await StartAsync("a", runtime, server);
        await StartAsync("a", runtime, client);
        var end = await _travel.Stations["b"].Observer.EndAsync();
        Assert.Equal((ProgramEndKind.Returned, null), (end.Kind, end.Error?.Trace));
        Assert.Equal(ProgramEndKind.Returned, (await _travel.Stations["a"].Observer.EndAsync()).Kind);
        Assert.Equal(printed, string.Concat(_travel.Stations["b"].Observer.Outputs.Select(output => output.Text)));
    }

    private async Task<ProgramEnd> RunAsync(string runtime, string text)
    {
        await StartAsync("a", runtime, text);
        return await _travel.Stations["a"].Observer.EndAsync();
    }

    private async Task StartAsync(string station, string runtime, string text)
    {
        Assert.SkipUnless(RealPool.Has(runtime), $"the worker of {runtime} is not built, or its interpreter is missing");
        var main = runtime == "python" ? "kp.py" : "kp.js";
        var program = _travel.Stations[station].Program(Guid.NewGuid().ToString("N")) with
        {
            Package = new ProgramPackage(runtime, main, new Dictionary<string, string> { [main] = text }, []),
        };
        await _travel.Stations[station].Starter.StartAsync(program, Token);
    }

    private static string Dump(ProgramEnd end) =>
        SuitcaseTests.Dump(Foray.Stations.Programs.Suitcases.SuitcaseArchive.Read(end.Program.Suitcase, new Foray.Stations.Programs.Suitcases.SuitcaseLimits()));
}

using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Foray.Processes;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Client;
using Foray.Stations.Hosting;
using Foray.Stations.Tests.Programs.Real;

namespace Foray.Stations.Tests.Hosting;

/// <summary>Programs of a whole station in this process, submitted over HTTP.</summary>
public sealed class StationProgramsTests : IAsyncLifetime
{
    private const string Sleeping = "import time\nclass KP:\n def __init__(self): self.first = True\n def __main__(self, kos):\n  if self.first:\n   self.first = False\n   kos.clone(kos.get_station())\n  print('here', flush=True)\n  time.sleep(600)\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("foray-station-");
    private Station _station = null!;
    private StationClient _client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _station = await Station.StartAsync(
            new StationOptions { Name = "a", DataFolder = _folder.FullName, Port = 0 },
            new StationServices(Packages.Catalog(Packages.Runtimes), Packages.Loader(), new SystemProcesses(), TimeProvider.System, _ => { }),
            Token);
        _client = new StationClient(_station.Address);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _station.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("""{"main":"kp.py","modules":{"other.py":""}}""", "FORAY248")]
    [InlineData("""{"main":"kp.py","modules":{"kp.py":"","../x.py":""}}""", "FORAY248")]
    [InlineData("""{"main":"/kp.py","modules":{"/kp.py":""}}""", "FORAY248")]
    [InlineData("""{"main":"kp.py","modules":{"kp.py":"","a\u0000":""}}""", "FORAY248")]
    [InlineData("""{"main":"kp.py","modules":{"kp.py":""},"limits":{"memory":1}}""", "FORAY248")]
    [InlineData("""{"main":"kp.cob","modules":{"kp.cob":""}}""", "FORAY510")]
    [InlineData("""{"main":"kp.py","modules":{"kp.py":""},"suitcase":"AAAA"}""", "FORAY513")]
    [InlineData("""{"main":"kp.py","modules":{"kp.py":""},"station":"nowhere"}""", "FORAY370")]
    [InlineData("{", "FORAY224")]
    public async Task A_submission_that_cannot_begin_is_refused_and_leaves_nothing(string text, string code)
    {
        using var http = new HttpClient { BaseAddress = _station.Address };
        var answer = await http.PostAsync(new Uri("/api/programs", UriKind.Relative), new StringContent(text), Token);
        var problems = (await answer.Content.ReadFromJsonAsync<JsonNode>(Token))!["diagnostics"]!;
        Assert.Equal(code, (string?)problems[0]!["code"]);
        Assert.False(answer.IsSuccessStatusCode);
        Assert.Empty(await _client.Programs.ListAsync(Token));
    }

    [Fact]
    public async Task Two_files_of_one_name_are_refused_before_anything_is_sent()
    {
        var (main, other) = (Write("kp.py", ""), Write("more/kp.py", ""));
        var refusal = await Assert.ThrowsAsync<DiagnosticException>(() => _client.Programs.SubmitAsync(new ProgramSubmission(main) { Modules = [other] }, Token));
        Assert.Equal("FORAY248", Assert.Single(refusal.Diagnostics).Code);
    }

    [Fact]
    public async Task A_clone_can_be_killed_alone_and_a_submission_with_all_that_is_left()
    {
        Assert.SkipUnless(RealPool.Has("python"), "needs python3 and the built-in runtimes");
        var id = await _client.Programs.SubmitAsync(new ProgramSubmission(Write("kp.py", Sleeping)), Token);
        var clone = "";
        var printed = 0;
        await foreach (var news in _client.Programs.FollowAsync(id, Token))
        {
            clone = news.Kind == "cloned" ? news.Program : clone;
            if (news.Kind == "printed" && ++printed == 2)
                break;
        }

        Assert.Equal([clone], await _client.Programs.KillAsync(clone, Token));
        Assert.Equal([id], await _client.Programs.KillAsync(id, Token));
        var ends = new List<string>();
        await foreach (var news in _client.Programs.FollowAsync(id, Token))
            if (news.Kind == "ended")
                ends.Add($"{news.Program} {(string?)news.Content["end"]}");
        Assert.Equal([$"{clone} killed", $"{id} killed"], ends);
        Assert.All(await _client.Programs.ListAsync(Token), program => Assert.Equal("ended", (string?)program!["state"]));
        await Assert.ThrowsAsync<DiagnosticException>(() => _client.Programs.KillAsync(id, Token));
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, "files", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}

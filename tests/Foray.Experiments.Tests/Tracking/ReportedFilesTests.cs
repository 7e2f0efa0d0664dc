using Foray.Experiments.Running;
using Foray.Experiments.Tracking;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;
using Foray.Sdk.Testing.Machines;

namespace Foray.Experiments.Tests.Tracking;

public sealed class ReportedFilesTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeMachine _machine = new("worker-1");
    private readonly RecordingRun _run = new();
    private readonly List<Diagnostic> _told = [];
    private readonly ReportedFiles _files;

    public ReportedFilesTests() =>
        _files = new ReportedFiles(new Row("work", new CasePlan("default", ["worker-1"]) { ContentFor = _ => "" }, "key", "print", "worker-1") { Folder = _folder.Path }, _run, _told.Add);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _machine.DisposeAsync();
        _folder.Dispose();
    }

    private async Task KeepAsync(string commands, string report)
    {
        var made = await _machine.ExecuteAsync(new ExecutionRequest($"mkdir -p ~/work && cd ~/work\n{commands}"), TestContext.Current.CancellationToken);
        Assert.Equal((0, ""), (made.ExitCode, made.Error));
        _folder.Write("main/metrics", report);
        await _files.KeepAsync(_machine, "main", "~/work", TestContext.Current.CancellationToken);
        Assert.Equal(["metrics"], Directory.EnumerateFileSystemEntries(_folder.At("main")).Select(Path.GetFileName));
        Assert.Equal(["main"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Files_are_kept_under_their_names_or_under_the_path_that_is_given()
    {
        await KeepAsync($"echo one > 'a b'; mkdir below; echo two > below/b; echo three > {_machine.Home}/c", $$"""
            loss=1
            {"artifact": "a b"}
            {"artifact": "below/b"}
            {"artifact": "{{_machine.Home}}/c", "path": "plots/größe.txt"}
            {"artifact": "~/c"}
            {"artifact": "~/c"}
            """);
        Assert.Empty(_told);
        Assert.Equal([("a b", "one\n"), ("b", "two\n"), ("c", "three\n"), ("plots/größe.txt", "three\n")], Kept());
    }

    [Fact]
    public async Task A_folder_is_kept_with_all_that_is_below_it()
    {
        await KeepAsync("mkdir -p model/deep/.hidden; echo 1 > model/one; echo 2 > model/deep/.hidden/two", """{"artifact": "model/"}""");
        Assert.Empty(_told);
        Assert.Equal([("model/deep/.hidden/two", "2\n"), ("model/one", "1\n")], Kept());
    }

    [Fact]
    public async Task A_link_that_is_reported_means_what_it_leads_to_and_links_in_a_folder_are_told()
    {
        await KeepAsync($"echo one > one; ln -s one link; mkdir -p tree/.deep; echo two > tree/two; ln -s {_folder.Path} tree/.deep/out; ln -s two tree/in", """
            {"artifact": "link"}
            {"artifact": "tree", "path": "t"}
            """);
        Assert.Equal([("link", "one\n"), ("t/two", "two\n")], Kept());
        var told = Assert.Single(_told);
        Assert.Equal((ExperimentCodes.ArtifactNotKept, Severity.Warning), (told.Code, told.Severity));
        Assert.Equal("work: default on worker-1: 'worker-1: tree' is not kept as it was reported: it lacks '.deep/out' (it is a link), 'in' (it is a link)", told.Message);
    }

    [Theory]
    [InlineData("nowhere", "there is no such file or folder")]
    [InlineData("/proc/self/nothing", "there is no such file or folder")]
    [InlineData("empty", "the folder holds no files")]
    [InlineData("pipe", "it lacks 'pipe' (it is no file with a content)")]
    public async Task What_cannot_be_kept_is_told_and_the_rest_is_kept(string file, string reason)
    {
        await KeepAsync("mkdir empty; mkdir piped; mkfifo piped/pipe; echo one > one", $$"""
            {"artifact": "{{(file == "pipe" ? "piped" : file)}}"}
            {"artifact": "one", "path": "../one"}
            {"artifact": "one"}
            """);
        Assert.Equal([("one", "one\n")], Kept());
        Assert.Equal(2, _told.Count);
        Assert.Contains(reason, _told[0].Message, StringComparison.Ordinal);
        Assert.Contains("'../one' cannot be the path", _told[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_files_of_one_path_the_last_is_kept_and_the_other_is_told_within_one_attempt()
    {
        await KeepAsync("mkdir a b; echo 1 > a/x; echo 2 > b/x", """
            {"artifact": "a/x"}
            {"artifact": "b/x"}
            """);
        Assert.Equal([("x", "2\n")], Kept());
        Assert.Contains("'worker-1: a/x' is not kept", Assert.Single(_told).Message, StringComparison.Ordinal);
        _files.Clear();
        await KeepAsync("true", """{"artifact": "a/x"}""");
        Assert.Single(_told);
        Assert.Equal([("x", "1\n")], Kept());
    }

    [Fact]
    public async Task An_output_that_takes_the_place_of_a_reported_file_is_told()
    {
        await KeepAsync("mkdir tree; echo 1 > tree/x; echo 2 > tree/y", """{"artifact": "tree"}""");
        _files.NoteOutput("tree");
        _files.NoteOutput("tree/z");
        Assert.Empty(_told);
        _files.NoteOutput("tree/x");
        Assert.Contains("an output has the path 'tree/x'", Assert.Single(_told).Message, StringComparison.Ordinal);
    }

    private IEnumerable<(string, string)> Kept() => _run.Artifacts.OrderBy(artifact => artifact.Key, StringComparer.Ordinal).Select(artifact => (artifact.Key, artifact.Value));
}

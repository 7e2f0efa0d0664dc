using Foray.Runners.References;

namespace Foray.Runners.Tests.References;

public sealed class ResolverTests : IDisposable
{
    private readonly ResolverBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("a.sh", "exec-test a.sh")]
    [InlineData("./a.sh", "exec-test ./a.sh")]
    [InlineData("exec:a.sh", "exec-test a.sh")]
    [InlineData("exec:true", "exec-test true")]
    [InlineData("exec:/opt/vendor/selftest", "exec-test /opt/vendor/selftest")]
    [InlineData("/bin/true", "exec-test /bin/true")]
    [InlineData("sub/b.t", "tap sub/b.t")]
    [InlineData("b.tap", "tap b.tap")]
    [InlineData("tap:a.sh", "tap a.sh")]
    [InlineData("One.csproj", "dotnet-test One.csproj")]
    [InlineData("Two.Tests.fsproj", "dotnet-test Two.Tests.fsproj")]
    [InlineData("built/Three.dll", "dotnet-test built/Three.dll")]
    [InlineData("a.json", "exec-test a.sh")]
    [InlineData("run.yml", "exec-test run.yml")]
    public async Task Each_reference_is_one_resolvers_alone(string reference, string test)
    {
        _bench.Script("a.sh").Script("sub/b.t").Script("b.tap").Script("run.yml");
        _bench.Write("One.csproj", "<Project><ItemGroup><PackageReference Include=\"xunit.v3\" /></ItemGroup></Project>").Write("Two.Tests.fsproj", "<Project />");
        _bench.Write("built/Three.dll").Write("built/Three.runtimeconfig.json").Write("built/xunit.v3.core.dll");
        _bench.Write("a.json", """{"kind": "exec-test", "uri": "a.sh"}""");

        Assert.Equal([test], await _bench.ResolveAsync(reference));
    }

    [Fact]
    public async Task An_absolute_path_stays_one()
    {
        _bench.Script("a.sh");
        var path = Path.Combine(_bench.Folder, "a.sh");

        Assert.Equal([$"exec-test {path}"], await _bench.ResolveAsync(path));
    }

    [Theory]
    [InlineData("missing.sh")]
    [InlineData("sub/missing.t")]
    [InlineData("missing.csproj")]
    [InlineData("missing.recipe.yml")]
    [InlineData("missing/*.sh")]
    [InlineData("true")]
    [InlineData("")]
    [InlineData("a\0b")]
    public async Task What_is_not_there_is_nobodys(string reference) => Assert.Empty(await _bench.ResolveAsync(reference));

    [Theory]
    [InlineData("plain.sh", "FORAY213: 'plain.sh' is not executable (make it executable, if it is a program: chmod +x plain.sh)")]
    [InlineData("plain.t", "FORAY213: 'plain.t' is not executable")]
    [InlineData("exec:plain.sh", "FORAY213: 'plain.sh' is not executable")]
    [InlineData("tap:plain.sh", "FORAY213: 'plain.sh' is not executable")]
    [InlineData("App.csproj", "FORAY213: the project 'App.csproj' refers to no test framework")]
    [InlineData("App.dll", "FORAY213: 'App.dll' is no test assembly")]
    [InlineData("docs.yml", "FORAY213: 'docs.yml' is no recipe: it has no 'kind'")]
    [InlineData("exec:./missing", "FORAY214: there is no file './missing'")]
    [InlineData("tap:", "FORAY214: 'tap:' names no program")]
    [InlineData("empty", "FORAY215: there is no test below 'empty'")]
    [InlineData("*.md", "FORAY215: '*.md' fits a file that is no test")]
    [InlineData("plain.*", "FORAY215: 'plain.*' fits 2 files, none of which is a test")]
    public async Task What_is_there_and_no_test_is_told(string reference, string message)
    {
        _bench.Write("plain.sh", "#!/bin/sh\n").Write("plain.t", "#!/bin/sh\n").Write("App.csproj", "<Project />").Write("App.dll").Write("docs.yml", "title: docs\n").Write("a.md");
        Directory.CreateDirectory(Path.Combine(_bench.Folder, "empty"));

        Assert.Contains(message, await _bench.FailureAsync(reference), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_every_test_below_it_in_the_order_of_paths()
    {
        _bench.Script("t/b.sh").Script("t/a.t").Script("t/deep/er/c.sh").Script("t/.hidden/d.sh").Script("t/.e.sh").Script("t/bin/f.sh").Script("t/node_modules/g.sh").Script("t/lib.so");
        _bench.Write("t/README.md").Write("t/h.recipe.yml", "- kind: noop\n- kind: exec-test\n  uri: x\n").Write("t/other.yml", "kind: noop\n").Write("t/p/P.Tests.csproj").Write("t/App.csproj", "<Project />");
        _bench.Write("t/data.bin", "no program");
        File.SetUnixFileMode(Path.Combine(_bench.Folder, "t/data.bin"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Directory.CreateSymbolicLink(Path.Combine(_bench.Folder, "t/loop"), Path.Combine(_bench.Folder, "t"));

        Assert.Equal(
            ["tap t/a.t", "exec-test t/b.sh", "exec-test t/deep/er/c.sh", "noop ", "exec-test x", "dotnet-test t/p/P.Tests.csproj"],
            await _bench.ResolveAsync("t"));
        Assert.Equal(await _bench.ResolveAsync("t"), await _bench.ResolveAsync("t/"));
        Assert.Equal(await _bench.ResolveAsync("t"), await _bench.ResolveAsync("."));
    }

    [Fact]
    public async Task All_recipes_of_a_folder_that_are_wrong_are_told_at_once()
    {
        _bench.Script("t/a.sh").Write("t/a.recipe.yml", "kind: noop\nurl: x\n").Write("t/b.recipe.json", """{"kind": 1, "args": 2}""");

        var message = await _bench.FailureAsync("t");

        Assert.Contains("t/a.recipe.yml:2:1: error FORAY210", message, StringComparison.Ordinal);
        Assert.Contains("t/b.recipe.json:1:21: error FORAY211", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("t/*.sh", "t/a.sh", "t/b.sh")]
    [InlineData("./t/?.sh", "./t/a.sh", "./t/b.sh")]
    [InlineData("**/*.sh", "t/a.sh", "t/b.sh", "t/x/a.sh", "t/x/y/c.sh")]
    [InlineData("**/x/**/c.sh", "t/x/y/c.sh")]
    [InlineData("t/x/**", "t/x/a.sh", "t/x/y/c.sh")]
    [InlineData("*/x/../a.*", "t/x/../a.sh")]
    [InlineData("t/.*/*.sh", "t/.h/d.sh")]
    [InlineData("t/a.s?", "t/a.sh")]
    public async Task A_glob_is_every_test_that_it_fits_sorted(string pattern, params string[] files)
    {
        _bench.Script("t/b.sh").Script("t/a.sh").Script("t/x/a.sh").Script("t/x/y/c.sh").Script("t/.h/d.sh").Write("t/x/notes.md");

        Assert.Equal(files.Select(file => $"exec-test {file}"), await _bench.ResolveAsync(pattern));
    }

    [Fact]
    public async Task A_glob_may_fit_tests_of_several_kinds()
    {
        _bench.Script("a.sh").Script("b.t").Write("c.yml", "kind: noop\n").Write("d.yml", "title: no recipe\n").Write("e.Tests.csproj");

        Assert.Equal(["exec-test a.sh", "tap b.t", "noop ", "dotnet-test e.Tests.csproj"], await _bench.ResolveAsync("*"));
    }

    [Fact]
    public async Task An_absolute_glob_gives_absolute_paths()
    {
        _bench.Script("a.sh");

        Assert.Equal([$"exec-test {_bench.Folder}/a.sh"], await _bench.ResolveAsync($"{_bench.Folder}/*.sh"));
    }

    [Fact]
    public async Task A_file_whose_name_is_a_glob_is_that_file()
    {
        _bench.Script("a*.sh").Script("ab.sh");

        Assert.Equal(["exec-test a*.sh"], await _bench.ResolveAsync("a*.sh"));
    }

    [Fact]
    public void A_glob_stops_when_it_is_stopped() => Assert.Throws<OperationCanceledException>(() => new GlobPattern("**", new CancellationToken(true)).FindFiles("/"));
}

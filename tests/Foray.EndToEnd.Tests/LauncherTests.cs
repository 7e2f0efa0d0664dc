namespace Foray.EndToEnd.Tests;

/// <summary>The launcher's own work, in a copy of the repository whose <c>dotnet</c> is a stand-in that counts its calls.</summary>
public sealed class LauncherTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();

    public ValueTask InitializeAsync()
    {
        foreach (var file in new[] { "foray", "eng/publish" })
        {
            _folder.Write(file, "");
            File.Copy(Path.Combine(ForayProgram.Root, file), _folder.Of(file), overwrite: true);
        }

        Directory.CreateDirectory(_folder.Of("src", "Foray.Cli"));
        Directory.CreateDirectory(_folder.Of("plugins", "Foray.Any"));
        _folder.Write(".git/HEAD", "ref: refs/heads/main\n");
        _folder.Write(".git/refs/heads/main", "1111\n");
        var dotnet = _folder.Write("bin/dotnet", """
            #!/bin/sh
            [ "$1" = publish ] || exit 0
            echo "$2" >> "$CALLS"
            while [ "$1" != -o ]; do shift; done
            mkdir -p "$2"
            printf '#!/bin/sh\necho "started in $PWD with $*"\n' > "$2/foray"
            chmod +x "$2/foray"
            """);
        File.SetUnixFileMode(dotnet, File.GetUnixFileMode(dotnet) | UnixFileMode.UserExecute);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task It_publishes_once_and_passes_everything_on()
    {
        var first = await LaunchAsync(_folder.Path, "run", "a b");
        var second = await LaunchAsync("/", "check");

        Assert.Equal($"started in {_folder.Path} with run a b\n", first.Output);
        Assert.Equal("started in / with check\n", second.Output);
        Assert.Equal(2, Calls);
    }

    [Fact]
    public async Task It_publishes_again_when_the_checkout_has_moved_or_when_told_to()
    {
        await LaunchAsync(_folder.Path);
        _folder.Write(".git/refs/heads/main", "2222\n");
        await LaunchAsync(_folder.Path);
        Assert.Equal(4, Calls);
        await LaunchAsync(_folder.Path, new Dictionary<string, string?> { ["FORAY_BUILD"] = "1" });
        Assert.Equal(6, Calls);
        File.Delete(_folder.Of(".git", "refs", "heads", "main"));
        _folder.Write(".git/packed-refs", "# pack-refs\n2222 refs/heads/main\n");
        await LaunchAsync(_folder.Path);
        Assert.Equal(6, Calls);
    }

    [Fact]
    public async Task Two_first_starts_at_once_publish_once()
    {
        var both = await Task.WhenAll(LaunchAsync(_folder.Path, "one"), LaunchAsync(_folder.Path, "two"));

        Assert.Equal(["one", "two"], both.Select(result => result.Output.Trim()[^3..]).Order());
        Assert.Equal(2, Calls);
    }

    [Fact]
    public async Task It_works_through_a_link_from_elsewhere()
    {
        Directory.CreateDirectory(_folder.Of("links"));
        File.CreateSymbolicLink(_folder.Of("links", "foray"), "../foray");
        var result = await ForayProgram.RunProgramAsync(_folder.Of("links", "foray"), "/", Environment);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    [Fact]
    public async Task A_build_that_fails_says_so_and_leaves_nothing_that_looks_built()
    {
        _folder.Write("bin/dotnet", "#!/bin/sh\necho 'CS1002: ; expected'\nexit 1\n");
        var result = await LaunchAsync(_folder.Path);
        Assert.True(result.ExitCode == 3, result.ToString());
        Assert.Contains("CS1002", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.Of("artifacts", "foray", "commit")));
    }

    private int Calls => File.ReadAllLines(_folder.Of("calls")).Length;

    private Dictionary<string, string?> Environment => new()
    {
        ["PATH"] = $"{_folder.Of("bin")}:/usr/bin:/bin",
        ["CALLS"] = _folder.Of("calls"),
    };

    private Task<CommandResult> LaunchAsync(string from, params string[] arguments) => ForayProgram.RunProgramAsync(_folder.Of("foray"), from, Environment, arguments);

    private Task<CommandResult> LaunchAsync(string from, Dictionary<string, string?> more) =>
        ForayProgram.RunProgramAsync(_folder.Of("foray"), from, Environment.Concat(more).ToDictionary());
}

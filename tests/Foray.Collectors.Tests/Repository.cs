using Foray.Sdk.Processes;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Collectors.Tests;

/// <summary>A real Git repository in a folder of its own.</summary>
internal sealed class Repository : IDisposable
{
    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["GIT_AUTHOR_NAME"] = "A",
        ["GIT_AUTHOR_EMAIL"] = "a@example.org",
        ["GIT_COMMITTER_NAME"] = "A",
        ["GIT_COMMITTER_EMAIL"] = "a@example.org",
        ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        ["GIT_CONFIG_SYSTEM"] = "/dev/null",
    };

    private readonly TestProcesses _processes = new();

    public string Folder { get; } = Directory.CreateTempSubdirectory("foray-repository-").FullName;

    public static Repository Create()
    {
        var repository = new Repository();
        Assert.SkipUnless(repository._processes.Find("git") is not null, "git is not installed");
        repository.Git("init", "--quiet", "--initial-branch=main");
        return repository;
    }

    public string Git(params IReadOnlyList<string> arguments)
    {
        var result = _processes.RunAsync(new ProcessRequest("git", ["-C", Folder, .. arguments]) { Environment = Settings }, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output.Trim();
    }

    public string Commit(string file, string text)
    {
        Write(file, text);
        Git("add", file);
        Git("commit", "--quiet", "-m", "change");
        return Git("rev-parse", "HEAD");
    }

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(Folder, file), text);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

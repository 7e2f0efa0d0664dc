namespace Foray.CommandLine;

/// <summary>A folder of a test's own. Whatever an experiment in it left up is taken down at the end, by the journal.</summary>
internal sealed class TestFolder : IAsyncDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("foray-test-").FullName;

    /// <summary>Environment variables for every command in it, beyond those of the tests.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    public string Of(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public string Write(string name, string text)
    {
        var path = Of(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public Task<CommandResult> ForayAsync(params string[] arguments) => ForayProgram.RunProgramAsync(ForayProgram.Path, Path, Environment, arguments);

    /// <summary>Waits until a file of the folder is there, while a command runs that makes it.</summary>
    public async Task AppearsAsync(string name, RunningCommand running)
    {
        using var watcher = new FileSystemWatcher(Path) { EnableRaisingEvents = true };
        var appeared = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Created += (_, change) => { if (change.Name == name) appeared.TrySetResult(); };
        if (!File.Exists(Of(name)))
            await Task.WhenAny(appeared.Task, running.ExitedAsync(TestContext.Current.CancellationToken));
        Assert.False(running.HasExited, $"the command ended before there was '{name}'");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var journal in Directory.EnumerateFiles(Path, "journal", SearchOption.AllDirectories))
        {
            var state = System.IO.Path.GetDirectoryName(journal)!;
            var output = System.IO.Path.GetDirectoryName(System.IO.Path.GetDirectoryName(state))!;
            await ForayAsync("down", System.IO.Path.GetFileName(state) + ".yml", "-o", output);
        }

        Directory.Delete(Path, recursive: true);
    }
}

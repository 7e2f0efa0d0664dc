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

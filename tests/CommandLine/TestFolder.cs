namespace Foray.CommandLine;

/// <summary>A folder of a test's own. Whatever an experiment in it left up is taken down at the end, by the journal.</summary>
internal sealed class TestFolder : IAsyncDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("foray-test-").FullName;

    public string Of(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public string Write(string name, string text)
    {
        var path = Of(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public Task<CommandResult> ForayAsync(params string[] arguments) => ForayProgram.RunAsync(Path, arguments);

    public async ValueTask DisposeAsync()
    {
        foreach (var journal in Directory.EnumerateFiles(Path, "journal", SearchOption.AllDirectories))
        {
            var state = System.IO.Path.GetDirectoryName(journal)!;
            var output = System.IO.Path.GetDirectoryName(System.IO.Path.GetDirectoryName(state))!;
            await ForayProgram.RunAsync(Path, "down", System.IO.Path.GetFileName(state) + ".yml", "-o", output);
        }

        Directory.Delete(Path, recursive: true);
    }
}

namespace Foray.CommandLine;

/// <summary>Programs that stand in for Pegasus', with a state of their own; see <c>tests/Fixtures/Pegasus</c>.</summary>
internal sealed class PegasusStandIn : IDisposable
{
    private static readonly string[] Names = ["pegasus-plan", "pegasus-run", "pegasus-status", "pegasus-remove", "pegasus-statistics", "pegasus-analyzer"];

    public PegasusStandIn()
    {
        Directory.CreateDirectory(Bin);
        foreach (var name in Names)
            File.CreateSymbolicLink(Path.Combine(Bin, name), Path.Combine(ForayProgram.Root, "tests", "Fixtures", "Pegasus", "pegasus"));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("foray-pegasus-").FullName;

    /// <summary>An environment in which they are Pegasus' programs.</summary>
    public Dictionary<string, string?> Environment => new()
    {
        ["PATH"] = $"{Bin}:{System.Environment.GetEnvironmentVariable("PATH")}",
        ["PEGASUS_STAND_IN"] = Folder,
    };

    /// <summary>Names of the programs that were called, but for pegasus-status.</summary>
    public IReadOnlyList<string> Calls => [.. File.ReadAllLines(Path.Combine(Folder, "calls")).Select(call => call.Split(' ')[0])];

    private string Bin => Path.Combine(Folder, "bin");

    /// <summary>From now on, something happens: <c>fail</c>, <c>endless</c>, <c>refuse</c>.</summary>
    public void Let(string word) => File.WriteAllText(Path.Combine(Folder, word), "");

    /// <summary>It does not happen any more.</summary>
    public void LetNot(string word) => File.Delete(Path.Combine(Folder, word));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;
using Foray.Sdk.Testing.Jobs;
using Foray.Sdk.Testing.Machines;

namespace Foray.Runners.Tests;

/// <summary>A folder with tests, and a machine that shares files with this computer or has its own.</summary>
internal sealed class TestBench(bool sharesFiles = true) : IAsyncDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("foray-runners-").FullName;

    public FakeMachine Machine { get; } = new("m1") { SharesFiles = sharesFiles };

    public FakeTestContext Context(IMachine? machine = null) => new(machine ?? Machine) { WorkingFolder = Folder, Grace = TimeSpan.FromSeconds(1) };

    public string Write(string name, string text, bool isExecutable = false)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        if (isExecutable)
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute);
        return path;
    }

    public void Script(string name, string body) => TestScript.Write(Folder, name, body);

    public async Task<TestOutcome> RunAsync(IRunner runner, Runnable test)
    {
        using var context = Context();
        return await runner.RunAsync(test, context, TestContext.Current.CancellationToken);
    }

    public async Task<(TestOutcome Outcome, string Output)> RunForOutputAsync(IRunner runner, Runnable test)
    {
        using var context = Context();
        var outcome = await runner.RunAsync(test, context, TestContext.Current.CancellationToken);
        return (outcome, await File.ReadAllTextAsync(Path.Combine(context.Folder, "stdout"), TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await Machine.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}

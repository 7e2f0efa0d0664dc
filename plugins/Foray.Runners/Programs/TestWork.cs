using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;
using Microsoft.Extensions.Logging;

namespace Foray.Runners.Programs;

/// <summary>The work of one test on its machine. Disposing it removes from there what was put there.</summary>
internal sealed partial class TestWork(Runnable test, ITestContext context) : IAsyncDisposable
{
    private bool _hasPut;

    /// <summary>Folder that programs run in: the test's own working folder, or where its machine has other files, the folder of its id there.</summary>
    public string WorkingFolder => context.Machine.SharesFiles ? context.WorkingFolder : context.Id;

    /// <summary>Makes a file of this computer known to the machine.</summary>
    /// <returns>Its path there, absolute or from the working folder.</returns>
    public Task<string> BringFileAsync(string path, CancellationToken cancellationToken) => BringAsync(path, () => [new InputFile(path, "")], cancellationToken);

    /// <summary>Makes a file of this computer, with all that lies in its folder, known to the machine.</summary>
    /// <returns>The file's path there, absolute or from the working folder.</returns>
    public async Task<string> BringWithFolderAsync(string path, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(path)!;
        var place = await BringAsync(folder, () => FilesBelow(folder), cancellationToken);
        return $"{place}/{Path.GetFileName(path)}";
    }

    /// <summary>Runs a program, what it leaves goes into the test's folder.</summary>
    /// <param name="part">Part of the test's id that names this program; null for the only one.</param>
    /// <param name="program">Path, or name on the machine's <c>PATH</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Its environment.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public async Task<ProgramEnd> RunAsync(
        string? part, string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var spec = new ProgramSpec(part is null ? context.Id : $"{context.Id}/{part}", program, arguments) { WorkingFolder = WorkingFolder, Environment = environment, Grace = context.Grace };
        var end = await context.Machine.RunProgramAsync(spec, context.Folder, cancellationToken);
        if (end.ExitCode != 0)
            cancellationToken.ThrowIfCancellationRequested();
        return end;
    }

    /// <summary>Adds to an outcome what the program's end tells besides: what it used, and whether it left processes.</summary>
    public TestOutcome Complete(TestOutcome outcome, ProgramEnd end)
    {
        var complete = outcome with { Resources = end.Resources };
        if (end.LeftRunning is not (> 0 and var left))
            return complete;
        LeftRunning(context.Logger, test.Uri, left);
        return outcome.Status == TestStatus.Pass ? complete with { Status = TestStatus.Warn, Reason = left == 1 ? "left 1 process running, which was ended" : $"left {left} processes running, which were ended" } : complete;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_hasPut)
            await context.Machine.RemoveAsync(context.Id, CancellationToken.None);
    }

    private async Task<string> BringAsync(string path, Func<IReadOnlyList<InputFile>> files, CancellationToken cancellationToken)
    {
        if (context.Machine.SharesFiles)
            return path;
        var name = Path.GetFileName(path);
        _hasPut = true;
        await context.Machine.PutAsync(files(), $"{context.Id}/{name}", cancellationToken);
        return $"./{name}";
    }

    private static List<InputFile> FilesBelow(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => new InputFile(path, Path.GetRelativePath(folder, path)))];

    [LoggerMessage(LogLevel.Warning, "'{Test}' left processes running, which were ended: {Count}")]
    private static partial void LeftRunning(ILogger logger, string test, int count);
}

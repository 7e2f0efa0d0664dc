using Foray.Runners.Programs;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;
using Foray.Sdk.Plugins;

namespace Foray.Runners.References;

/// <summary>A pattern for paths, such as <c>tests/*.sh</c> or <c>**/*.t</c>: every test that it fits, in the order of their paths.</summary>
[Plugin("glob")]
public sealed class GlobResolver : IResolver
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Runnable>> ResolveAsync(string reference, string folder, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return GlobPattern.IsGlob(reference) && ReferencePath.Find(reference, folder) is { } path && !Path.Exists(path)
            ? ReferencePath.ReadAsync(reference, () => FindAsync(reference, folder, cancellationToken))
            : ValueTask.FromResult<IReadOnlyList<Runnable>>([]);
    }

    private static async Task<IReadOnlyList<Runnable>> FindAsync(string reference, string folder, CancellationToken cancellationToken)
    {
        var files = new GlobPattern(reference, cancellationToken).FindFiles(folder);
        var found = await TestFile.FindAllAsync(files.Select(file => (Path.GetFullPath(file, folder), file)), IsWanted, cancellationToken);
        return found.Count > 0 || files.Count == 0
            ? found
            : throw new DiagnosticException(Diagnostic.Error(RunnersCodes.NoTests, $"'{reference}' fits {Describe(files.Count)}", "chmod +x makes a script executable"));
    }

    // A library of programs may be executable too.
    private static bool IsWanted(string path) => !ProgramFile.IsExecutable(path) || ProgramFile.IsProgram(path);

    private static string Describe(int files) => files == 1 ? "a file that is no test" : $"{files} files, none of which is a test";
}

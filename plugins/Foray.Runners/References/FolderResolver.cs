using Foray.Runners.DotNet;
using Foray.Runners.Programs;
using Foray.Runners.Recipes;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;
using Foray.Sdk.Plugins;

namespace Foray.Runners.References;

/// <summary>A folder: every test below it, in the order of their paths.</summary>
[Plugin("folder")]
public sealed class FolderResolver : IResolver
{
    private static readonly HashSet<string> LeftOut = new(["bin", "obj", "node_modules", "artifacts"], StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Runnable>> ResolveAsync(string reference, string folder, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ReferencePath.Find(reference, folder) is { } path && Directory.Exists(path)
            ? ReferencePath.ReadAsync(reference, () => FindAsync(reference, path, cancellationToken))
            : ValueTask.FromResult<IReadOnlyList<Runnable>>([]);
    }

    private static async Task<IReadOnlyList<Runnable>> FindAsync(string reference, string path, CancellationToken cancellationToken)
    {
        var top = reference is "." or "./" ? "" : reference.EndsWith('/') ? reference : $"{reference}/";
        var files = FilesBelow(path, cancellationToken).Select(file => (Path: file, Uri: $"{top}{Path.GetRelativePath(path, file)}")).OrderBy(file => file.Uri, StringComparer.Ordinal);
        var found = await TestFile.FindAllAsync(files, IsWanted, cancellationToken);
        return found.Count > 0
            ? found
            : throw new DiagnosticException(Diagnostic.Error(RunnersCodes.NoTests, $"there is no test below '{reference}'", "tests are executable programs, *.t and *.tap, *.recipe.yml and test projects; chmod +x makes a script executable"));
    }

    private static bool IsWanted(string path) => ProgramFile.IsProgram(path) || RecipeFile.IsNamedSo(path) || TestProject.IsTest(path);

    // Links to folders are not followed: they may lead in a circle.
    private static IEnumerable<string> FilesBelow(string folder, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(entry => !entry.Name.StartsWith('.')))
        {
            if (entry is FileInfo)
                yield return entry.FullName;
            else if (entry.LinkTarget is null && !LeftOut.Contains(entry.Name))
            {
                foreach (var file in FilesBelow(entry.FullName, cancellationToken))
                    yield return file;
            }
        }
    }
}

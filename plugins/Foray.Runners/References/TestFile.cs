using Foray.Runners.DotNet;
using Foray.Runners.Programs;
using Foray.Runners.Recipes;
using Foray.Runners.Tap;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;

namespace Foray.Runners.References;

/// <summary>What a file is as a test. A file is one kind of test alone, so that it does not matter which resolver is asked first.</summary>
internal static class TestFile
{
    /// <summary>Name of the runner for a file that is not a recipe; null where it is no test.</summary>
    public static string? KindOf(string path)
    {
        if (TestProject.IsTest(path) || TestAssembly.IsTest(path))
            return "dotnet-test";
        if (RecipeFile.HasExtension(path) && !ProgramFile.IsProgram(path))
            return null;
        return !ProgramFile.IsExecutable(path) ? null : TapProgram.HasExtension(path) ? "tap" : "exec-test";
    }

    /// <summary>The tests of many files, in their order; those that are no tests have none.</summary>
    /// <param name="files">Absolute paths, each with the form that people would write.</param>
    /// <param name="isTest">Says of an absolute path whether the file is wanted.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="DiagnosticException">Recipes are wrong; all that is.</exception>
    public static async Task<IReadOnlyList<Runnable>> FindAllAsync(IEnumerable<(string Path, string Uri)> files, Func<string, bool> isTest, CancellationToken cancellationToken)
    {
        List<Runnable> found = [];
        List<Diagnostic> problems = [];
        foreach (var (path, uri) in files.Where(file => isTest(file.Path)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if (KindOf(path) is { } kind)
                    found.Add(new Runnable(kind, uri));
                else if (RecipeFile.HasExtension(path))
                    found.AddRange(await RecipeFile.ReadAsync(path, uri, cancellationToken) ?? []);
            }
            catch (DiagnosticException exception)
            {
                problems.AddRange(exception.Diagnostics);
            }
        }

        return problems.Count == 0 ? found : throw new DiagnosticException(problems);
    }
}

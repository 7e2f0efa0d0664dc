using Foray.Runners.DotNet;
using Foray.Runners.Recipes;
using Foray.Runners.References;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;
using Foray.Sdk.Plugins;

namespace Foray.Runners.Programs;

/// <summary>An executable file, or <c>exec:PROGRAM</c>. It also says of a file that is there why it is no test.</summary>
[Plugin("exec-test")]
public sealed class ExecTestResolver : IResolver
{
    private const string Kind = "exec-test";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Runnable>> ResolveAsync(string reference, string folder, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (NamedProgram.Find(reference, "exec:", Kind, folder) is { } named)
            return ValueTask.FromResult<IReadOnlyList<Runnable>>([named]);
        return ReferencePath.Find(reference, folder) is { } path && File.Exists(path)
            ? ReferencePath.ReadAsync(reference, () => FindAsync(reference, path, cancellationToken))
            : ValueTask.FromResult<IReadOnlyList<Runnable>>([]);
    }

    private static async Task<IReadOnlyList<Runnable>> FindAsync(string reference, string path, CancellationToken cancellationToken)
    {
        if (TestFile.KindOf(path) is { } kind)
            return kind == Kind ? [new Runnable(Kind, reference)] : [];
        if (TestProject.HasExtension(path))
            throw NoTest($"the project '{reference}' refers to no test framework", "refer to one, such as xunit.v3, or name a project of tests");
        if (TestAssembly.HasExtension(path))
            throw NoTest($"'{reference}' is no test assembly: beside one lie its runtimeconfig.json and a test framework", "name the assembly in the folder that the test project was built to");
        if (!RecipeFile.HasExtension(path))
            throw NamedProgram.NotExecutable(reference);
        return await RecipeFile.IsRecipeAsync(path, cancellationToken) ? [] : throw NoTest($"'{reference}' is no recipe: it has no 'kind'", "write 'kind: exec-test' and 'uri: PROGRAM', or a list of such");
    }

    private static DiagnosticException NoTest(string message, string remedy) => new(Diagnostic.Error(RunnersCodes.NoTest, message, remedy));
}

using Foray.Runners.References;
using Foray.Sdk.Jobs;
using Foray.Sdk.Plugins;

namespace Foray.Runners.Recipes;

/// <summary>A JSON or YAML file that describes a test, or a list of tests.</summary>
[Plugin("recipe")]
public sealed class RecipeResolver : IResolver
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Runnable>> ResolveAsync(string reference, string folder, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ReferencePath.Find(reference, folder) is { } path
            ? ReferencePath.ReadAsync(reference, async () => await RecipeFile.ReadAsync(path, reference, cancellationToken) ?? [])
            : ValueTask.FromResult<IReadOnlyList<Runnable>>([]);
    }
}

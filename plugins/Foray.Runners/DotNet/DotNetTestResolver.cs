using Foray.Runners.References;
using Foray.Sdk.Jobs;
using Foray.Sdk.Plugins;

namespace Foray.Runners.DotNet;

/// <summary>A test project of .NET, or the assembly that one was built to.</summary>
[Plugin("dotnet-test")]
public sealed class DotNetTestResolver : IResolver
{
    private const string Kind = "dotnet-test";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Runnable>> ResolveAsync(string reference, string folder, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ReferencePath.ReadAsync(reference, () => Task.FromResult(Find(reference, folder)));
    }

    private static IReadOnlyList<Runnable> Find(string reference, string folder) =>
        ReferencePath.Find(reference, folder) is { } path && TestFile.KindOf(path) == Kind ? [new Runnable(Kind, reference)] : [];
}

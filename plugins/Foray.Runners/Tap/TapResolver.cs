using Foray.Runners.Programs;
using Foray.Runners.References;
using Foray.Sdk.Jobs;
using Foray.Sdk.Plugins;

namespace Foray.Runners.Tap;

/// <summary>An executable file <c>*.t</c> or <c>*.tap</c>, or <c>tap:PROGRAM</c>.</summary>
[Plugin("tap")]
public sealed class TapResolver : IResolver
{
    private const string Kind = "tap";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Runnable>> ResolveAsync(string reference, string folder, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (NamedProgram.Find(reference, "tap:", Kind, folder) is { } named)
            return ValueTask.FromResult<IReadOnlyList<Runnable>>([named]);
        var isOwn = ReferencePath.Find(reference, folder) is { } path && TestFile.KindOf(path) == Kind;
        return ValueTask.FromResult<IReadOnlyList<Runnable>>(isOwn ? [new Runnable(Kind, reference)] : []);
    }
}

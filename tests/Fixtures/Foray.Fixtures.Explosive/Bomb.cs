using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Explosive;

/// <summary>A plugin whose package fails as soon as it is loaded.</summary>
[Plugin("bomb")]
public sealed class Bomb : IResultWriter
{
    /// <inheritdoc/>
    public string FileName => "bomb.txt";

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "What a library should not do is what this one is for.")]
    [SuppressMessage("Foray", "FORAY017", Justification = "What a plugin should not do is what this one is for.")]
    internal static void Explode() => throw new InvalidOperationException("it went off");
}

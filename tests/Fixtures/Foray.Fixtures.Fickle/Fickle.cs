using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Fickle;

/// <summary>A plugin whose class cannot be initialized as long as a file is there.</summary>
[Plugin("fickle")]
public sealed class Fickle : IResultWriter
{
    private static readonly string Name = FindName();

    static Fickle()
    {
    }

    /// <inheritdoc/>
    public string FileName => Name;

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => Task.CompletedTask;

    private static string FindName() =>
        File.Exists(Environment.GetEnvironmentVariable("FORAY_FIXTURES_FICKLE")) ? throw new InvalidOperationException("the wind is against it") : "fickle.txt";
}

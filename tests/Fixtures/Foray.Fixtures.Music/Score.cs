using System.Text;
using Foray.Fixtures.Tuning;
using Foray.Sdk.Consoles;
using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Music;

/// <summary>Results as a score, in a file that nobody else may write.</summary>
[Plugin("score", Description = "Sheet music.")]
public sealed class Score : IResultWriter, IClaimsResources, IAsyncDisposable
{
    private readonly ScoreOptions _options;
    private readonly IConsole _console;

    /// <summary>A score with these options.</summary>
    public Score(ScoreOptions options, IConsole console)
    {
        (_options, _console) = (options, console);
        console.WriteLine($"make score {options.File}");
    }

    /// <inheritdoc/>
    public string FileName => _options.File;

    /// <inheritdoc/>
    public IReadOnlyList<ResourceClaim> Claims => [ResourceClaim.File(_options.File)];

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) =>
        target.WriteAsync(Encoding.UTF8.GetBytes($"{_options.Voices} {_options.Clef} {Pitch.Hertz}"), cancellationToken).AsTask();

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _console.WriteLine($"dispose score {_options.File}");
        return ValueTask.CompletedTask;
    }
}

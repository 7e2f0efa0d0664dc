using System.Text;
using Foray.Fixtures.Tuning;
using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Noise;

/// <summary>A plugin of a kind and name that another package has too.</summary>
[Plugin("chart")]
public sealed class Chart : IResultWriter
{
    /// <inheritdoc/>
    public string FileName => "noise.txt";

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) =>
        target.WriteAsync(Encoding.UTF8.GetBytes($"{Pitch.Hertz}"), cancellationToken).AsTask();
}

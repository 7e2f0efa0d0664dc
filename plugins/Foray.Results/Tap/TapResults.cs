using System.Text;
using Foray.Sdk.Jobs;
using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Results.Tap;

/// <summary>Results in the Test Anything Protocol, version 14 (https://testanything.org/tap-version-14-specification.html); those of a job are written while it runs.</summary>
[Plugin("tap")]
public sealed class TapResults : IJobResultWriter
{
    /// <inheritdoc/>
    public string FileName => "results.tap";

    /// <inheritdoc/>
    public bool IsLive => true;

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) => WriteAsync(RunAsJob.Of(results), target, cancellationToken);

    /// <inheritdoc/>
    public async Task WriteAsync(JobResults results, Stream target, CancellationToken cancellationToken)
    {
        using var chunk = new Chunk(target);
        var name = Wording.Names(results);
        chunk.Write(Encoding.UTF8.GetBytes(TapLines.Version));
        var number = 0;
        foreach (var test in results.Tests)
        {
            cancellationToken.ThrowIfCancellationRequested();
            chunk.Write(Encoding.UTF8.GetBytes(TapLines.Of(++number, name(test), test)));
            await chunk.PassOnFullAsync(cancellationToken);
        }

        chunk.Write(Encoding.UTF8.GetBytes(TapLines.End(results)));
        await chunk.PassOnAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ILiveResults Begin(JobStart job, Stream target) => new LiveTap(target);
}

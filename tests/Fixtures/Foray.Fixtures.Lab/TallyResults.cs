using System.Text;
using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Lab;

/// <summary>Results as a line for each row.</summary>
[Plugin("tally")]
public sealed class TallyResults : IResultWriter
{
    /// <inheritdoc/>
    public string FileName => "tally.txt";

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) =>
        target.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(results.Cases.Select(row => $"{row.Case} {row.Machine} {row.Outcome.Status} {row.Run}\n"))), cancellationToken).AsTask();
}

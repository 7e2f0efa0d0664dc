using System.Text;
using Foray.Sdk.Options;
using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Theatre;

/// <summary>Results as a playbill | one for each <c>evening</c>, a * for each call.</summary>
[Plugin("playbill", Author = "Somebody"), Deprecated("use 'programme' instead")]
[RequiresTool("lpr", Remedy = "install cups-bsd")]
[RequiresPlugin("result", "score", Versions = "[0.1,1.0)")]
public sealed class Playbill(PlaybillOptions options) : IResultWriter
{
    /// <inheritdoc/>
    public string FileName => "playbill.txt";

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) =>
        target.WriteAsync(Encoding.UTF8.GetBytes(options.ToString()), cancellationToken).AsTask();
}

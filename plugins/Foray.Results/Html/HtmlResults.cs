using Foray.Sdk.Jobs;
using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Results.Html;

/// <summary>Results as one page for browsers, which needs no other file, no network and no script.</summary>
[Plugin("html")]
public sealed class HtmlResults : IJobResultWriter
{
    /// <inheritdoc/>
    public string FileName => "results.html";

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) =>
        HtmlPage.WriteAsync(Wording.Title(results), RunAsJob.Of(results), target, cancellationToken);

    /// <inheritdoc/>
    public Task WriteAsync(JobResults results, Stream target, CancellationToken cancellationToken) =>
        HtmlPage.WriteAsync(Wording.Title(results.Start), results, target, cancellationToken);
}

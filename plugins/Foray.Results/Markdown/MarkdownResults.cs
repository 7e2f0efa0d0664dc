using System.Text;
using Foray.Sdk.Jobs;
using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Results.Markdown;

/// <summary>A summary of results in Markdown, for a comment on a pull request.</summary>
[Plugin("markdown")]
public sealed class MarkdownResults : IJobResultWriter
{
    /// <inheritdoc/>
    public string FileName => "results.md";

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) =>
        WriteAsync(Wording.Title(results), RunAsJob.Of(results), target, cancellationToken);

    /// <inheritdoc/>
    public Task WriteAsync(JobResults results, Stream target, CancellationToken cancellationToken) =>
        WriteAsync(Wording.Title(results.Start), results, target, cancellationToken);

    private static Task WriteAsync(string title, JobResults results, Stream target, CancellationToken cancellationToken) =>
        target.WriteAsync(Encoding.UTF8.GetBytes(MarkdownSummary.Of(title, results)), cancellationToken).AsTask();
}

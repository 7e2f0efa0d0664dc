using System.Net.Mime;
using Foray.Tracking.Server.Requests;
using Foray.Tracking.Server.Writing;
using Foray.Tracking.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Foray.Tracking.Server.Artifacts;

/// <summary>Calls that carry the contents of artifacts, whose address stands in the path of the request.</summary>
internal sealed class ContentCalls(ITrackingStore store, ArtifactCalls artifacts, RunLookup runs, WriteQueue queue)
{
    /// <summary>Longest artifact in bytes: 64 GiB.</summary>
    private const long Longest = 64L << 30;

    public async Task UploadAsync(HttpContext context, string prefix)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = Longest;
        var cancellationToken = context.RequestAborted;
        var address = AddressOf(context, prefix);
        var run = await artifacts.FindAsync(address, cancellationToken);
        await runs.CheckActiveAsync(run.Id, cancellationToken);
        var content = await store.Artifacts.WriteAsync(context.Request.Body, cancellationToken);
        await queue.WriteAsync(new RunWrite(run.Id, [new ArtifactLogged(run.Id, address.Path, content.Hash, content.Size)]), cancellationToken);
        await context.Response.WriteAsJsonAsync(new object(), cancellationToken);
    }

    public async Task DownloadAsync(HttpContext context, string prefix)
    {
        var address = AddressOf(context, prefix);
        var run = await artifacts.FindAsync(address, context.RequestAborted);
        var artifact = await store.Artifacts.FindAsync(run.Id, address.Path, context.RequestAborted)
            ?? throw ApiException.Missing($"No artifact '{Fields.Shown(address.Path)}' in run with id {run.Id}");
        await using var content = await store.Artifacts.OpenAsync(artifact, context.RequestAborted);
        // Never shown by a browser as a page of this server: it may be anybody's.
        context.Response.ContentType = MediaTypeNames.Application.Octet;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(Path.GetFileName(address.Path));
        context.Response.Headers.ContentDisposition = disposition.ToString();
        context.Response.ContentLength = artifact.Size;
        await content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    /// <summary>A store keeps what a run left.</summary>
    public static Task DeleteAsync(HttpContext context, string prefix)
    {
        _ = AddressOf(context, prefix);
        throw ApiException.Unsupported("Artifacts cannot be deleted here: a store keeps what a run left.");
    }

    private static ArtifactAddress AddressOf(HttpContext context, string prefix)
    {
        var address = ArtifactAddress.ParseTarget(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, prefix);
        return address.Path.Length > 0 ? address : throw ApiException.Invalid("Invalid path: the name of the artifact is missing.");
    }
}

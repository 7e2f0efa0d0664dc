using Foray.Sdk.Diagnostics;
using NuGet.Common;
using NuGet.Configuration;
using NuGet.Protocol;
using NuGet.Protocol.Core.Types;
using NuGet.Versioning;

namespace Foray.Packages.Feeds;

/// <summary>One feed, of whatever protocol. All its failures are diagnostics.</summary>
internal sealed class Feed(PackageSource source, TimeSpan patience)
{
    // What another command downloaded half an hour ago is not what the feed has now.
    private static readonly SourceCacheContext NoCache = new() { NoCache = true, DirectDownload = true };

    private readonly SourceRepository _repository = Repository.Factory.GetCoreV3(source);

    /// <summary>URL without a log-in, or folder.</summary>
    public string Name { get; } = FeedAddress.WithoutSecrets(source.Source);

    /// <summary>What the configuration calls it.</summary>
    public string ConfiguredName => source.Name;

    /// <summary>All versions of a package; none where the feed does not have it.</summary>
    public Task<IReadOnlyList<NuGetVersion>> Versions(string id, CancellationToken cancellationToken) => AskFor<IReadOnlyList<NuGetVersion>>(id, async (_, token) =>
    {
        var packages = await Resource<FindPackageByIdResource>("packages", token);
        return [.. await packages.GetAllVersionsAsync(id, NoCache, NullLogger.Instance, token)];
    }, cancellationToken);

    /// <summary>Versions of a package that its author withdrew: they are there for those who name them. None where the feed does not tell.</summary>
    public Task<IReadOnlyList<NuGetVersion>> Unlisted(string id, CancellationToken cancellationToken) => Ask<IReadOnlyList<NuGetVersion>>(async (_, token) =>
    {
        if (source.IsLocal || await _repository.GetResourceAsync<ServiceIndexResourceV3>(token) is { } index && index.GetServiceEntries(ServiceTypes.RegistrationsBaseUrl).Count == 0)
            return [];
        var metadata = await Resource<PackageMetadataResource>("metadata", token);
        var versions = await metadata.GetMetadataAsync(id, includePrerelease: true, includeUnlisted: true, NoCache, NullLogger.Instance, token);
        return [.. versions.Where(version => !version.IsListed).Select(version => version.Identity.Version)];
    }, cancellationToken);

    /// <summary>Copies a package to a stream.</summary>
    /// <returns>False where the feed does not have it.</returns>
    public Task<bool> Download(string id, NuGetVersion version, Stream destination, Action<long> progress, CancellationToken cancellationToken) => AskFor(id, async (isAlive, token) =>
    {
        var packages = await Resource<FindPackageByIdResource>("packages", token);
        await using var counted = new DownloadStream(destination, Archives.ArchiveLimits.DownloadBytes, bytes =>
        {
            isAlive();
            progress(bytes);
        });
        var log = new FeedLog();
        var isThere = await packages.CopyNupkgToStreamAsync(id, version, counted, NoCache, log, token);
        if (counted.Failure is not null)
            throw counted.Failure;
        return isThere || log.Error is null ? isThere : throw new IOException(log.Error);
    }, cancellationToken);

    /// <summary>Packages of plugins with a text.</summary>
    public Task<IReadOnlyList<FoundPackage>> Search(string text, bool prerelease, int limit, List<Diagnostic> warnings, CancellationToken cancellationToken) =>
        source.IsLocal
            ? Ask((_, token) => Task.FromResult(FolderSearch.Find(Name, text, prerelease, limit, warnings, token)), cancellationToken)
            : Ask<IReadOnlyList<FoundPackage>>(async (_, token) =>
            {
                var search = await Resource<PackageSearchResource>("search", token);
                var filter = new SearchFilter(prerelease) { PackageType = PackageFeeds.PackageType };
                var found = await search.SearchAsync(text, filter, 0, limit, NullLogger.Instance, token);
                return [.. found.Select(package => new FoundPackage(package.Identity.Id, package.Identity.Version.ToNormalizedString(), package.Description ?? "", Name))];
            }, cancellationToken);

    private async Task<T> Resource<T>(string what, CancellationToken cancellationToken)
        where T : class, INuGetResource =>
        await _repository.GetResourceAsync<T>(cancellationToken) ?? throw new NotSupportedException($"it offers no {what}");

    /// <summary>Asks for a package. A folder fails where the file of one does, which is then told.</summary>
    private async Task<T> AskFor<T>(string id, Func<Action, CancellationToken, Task<T>> question, CancellationToken cancellationToken)
    {
        try
        {
            return await Ask(question, cancellationToken);
        }
        catch (DiagnosticException error) when (source.IsLocal && error.Diagnostics[0].Code == PackageCodes.FeedFailed && FolderFiles.FindProblem(source.Source, id) is { } problem)
        {
            throw new DiagnosticException(problem, error);
        }
    }

    /// <summary>Asks, until the feed says nothing for too long. NuGet's own code does not always end in time.</summary>
    private async Task<T> Ask<T>(Func<Action, CancellationToken, Task<T>> question, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            return await Task.Run(() => question(() => limit.CancelAfter(patience), limit.Token), limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException error)
        {
            throw FeedErrors.Silent(Name, patience, error);
        }
        // NuGet throws what its parsers, its network code and the disk throw.
        catch (Exception error) when (error is not DiagnosticException)
        {
            throw FeedErrors.Failed(Name, error);
        }
    }
}

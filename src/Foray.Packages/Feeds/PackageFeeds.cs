using Foray.Sdk.Diagnostics;
using NuGet.Configuration;
using NuGet.Versioning;

namespace Foray.Packages.Feeds;

/// <summary>Where packages come from: the feeds of the NuGet configuration that holds in a folder, with its log-ins, or given ones.</summary>
public sealed class PackageFeeds
{
    /// <summary>Package type of packages with plugins.</summary>
    internal const string PackageType = "ForayPlugin";

    private readonly PackageSourceMapping? _mapping;

    private PackageFeeds(IReadOnlyList<Feed> feeds, PackageSourceMapping? mapping) => (All, _mapping) = (feeds, mapping);

    /// <summary>The feeds, as users know them, in the order in which they are asked.</summary>
    public IReadOnlyList<string> Sources => [.. All.Select(feed => feed.Name)];

    internal IReadOnlyList<Feed> All { get; }

    /// <summary>Takes the configured feeds, or the given ones alone.</summary>
    /// <param name="folder">Folder whose NuGet configuration holds (its own, those above it, the user's, the computer's).</param>
    /// <param name="sources">Folders, URLs or names of configured feeds; empty for all that are configured and enabled.</param>
    /// <param name="patience">How long a feed may say nothing before it counts as unreachable. Default: 60 seconds.</param>
    /// <exception cref="DiagnosticException">The configuration is wrong, there is no feed, or a source is none (FORAY169).</exception>
    public static PackageFeeds Open(string folder, IReadOnlyList<string>? sources = null, TimeSpan? patience = null)
    {
        try
        {
            var settings = Settings.LoadDefaultSettings(folder);
            var configured = new PackageSourceProvider(settings).LoadPackageSources().ToList();
            var chosen = sources is { Count: > 0 }
                ? sources.Select(source => Choose(source, configured, folder))
                : configured.Where(source => source.IsEnabled);
            var feeds = chosen.Select(source => new Feed(source, patience ?? TimeSpan.FromSeconds(60))).ToList();
            if (feeds.Count == 0)
                throw NoFeed("no feed of packages is configured", "give one with --source, or add one with 'dotnet nuget add source'");
            return new PackageFeeds(feeds, sources is { Count: > 0 } ? null : PackageSourceMapping.GetPackageSourceMapping(settings));
        }
        catch (Exception error) when (error is NuGetConfigurationException or IOException or UnauthorizedAccessException)
        {
            throw NoFeed($"the NuGet configuration cannot be used: {error.Message}", "correct the file that the message names", error);
        }
    }

    /// <summary>Packages of plugins whose name, description or tags have a text.</summary>
    /// <param name="text">The text; empty for all.</param>
    /// <param name="prerelease">Whether versions that are not stable count.</param>
    /// <param name="limit">How many packages each feed tells at most. Default: 50.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DiagnosticException">No feed could be searched (FORAY331, FORAY332).</exception>
    public async Task<PackageSearch> SearchAsync(string text, bool prerelease = false, int limit = 50, CancellationToken cancellationToken = default)
    {
        var found = new List<FoundPackage>();
        var warnings = new List<Diagnostic>();
        var failed = new List<DiagnosticException>();
        foreach (var feed in All)
        {
            try
            {
                found.AddRange(await feed.Search(text, prerelease, limit, warnings, cancellationToken));
            }
            catch (DiagnosticException error)
            {
                failed.Add(error);
            }
        }

        if (failed.Count == All.Count)
            throw new DiagnosticException([.. failed.SelectMany(error => error.Diagnostics)]);
        warnings.AddRange(failed.SelectMany(error => error.Diagnostics).Select(diagnostic => diagnostic with { Severity = Severity.Warning }));
        var each = found.GroupBy(package => package.Id, StringComparer.OrdinalIgnoreCase).Select(same => same.MaxBy(package => NuGetVersion.Parse(package.Version))!);
        return new PackageSearch([.. each.OrderBy(package => package.Id, StringComparer.OrdinalIgnoreCase)], warnings);
    }

    /// <summary>Feeds that may have a package: all, unless the configuration maps names to feeds.</summary>
    internal IReadOnlyList<Feed> For(string id)
    {
        if (_mapping is not { IsEnabled: true })
            return All;
        var names = _mapping.GetConfiguredPackageSources(id);
        return [.. All.Where(feed => names.Contains(feed.ConfiguredName, StringComparer.OrdinalIgnoreCase))];
    }

    private static PackageSource Choose(string source, List<PackageSource> configured, string folder)
    {
        if (configured.Find(known => known.Name.Equals(source, StringComparison.OrdinalIgnoreCase) || known.Source == source) is { } match)
            return match;
        if (Uri.TryCreate(source, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
            return new PackageSource(source);
        var path = Path.GetFullPath(source, Path.GetFullPath(folder));
        return Directory.Exists(path)
            ? new PackageSource(path)
            : throw NoFeed($"'{FeedAddress.WithoutSecrets(source)}' is no feed of packages", "give a folder that exists, a URL, or the name of a configured feed");
    }

    private static DiagnosticException NoFeed(string message, string remedy, Exception? cause = null) => new(Diagnostic.Error(PackageCodes.NoFeed, message, remedy), cause);
}

using Foray.Jobs.Running;
using Foray.Plugins.Catalog;
using Foray.Plugins.Loading;
using Foray.Plugins.Manifests;
using Foray.Plugins.Scopes;
using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;

namespace Foray.Jobs.Resolving;

/// <summary>Asks the resolvers in order, each made when it is first asked; the first that finds something wins. One that fails is told, and not asked again.</summary>
internal sealed class ResolverChain
{
    private const string Kind = "resolver";

    private readonly PluginScope _scope;
    private readonly ProblemList _problems;
    private readonly List<Link> _links;

    public ResolverChain(PluginScope scope, ProblemList problems)
    {
        (_scope, _problems) = (scope, problems);
        _links = [.. scope.Catalog.OfKind(Kind)
            .Where(plugin => scope.Catalog.AvailabilityOf(plugin, out _) == PluginAvailability.Available)
            .Order(new PluginOrder(scope.Catalog.Settings))
            .Select(plugin => new Link(plugin))];
    }

    /// <summary>The tests that a reference stands for; null where no resolver knows it.</summary>
    public async Task<Resolution?> FindAsync(string reference, string folder, CancellationToken cancellationToken)
    {
        foreach (var link in _links)
        {
            if (await AskAsync(link, reference, folder, cancellationToken) is { Count: > 0 } tests)
                return new Resolution(link.Plugin.Name, tests);
        }

        return null;
    }

    private async Task<IReadOnlyList<Runnable>?> AskAsync(Link link, string reference, string folder, CancellationToken cancellationToken)
    {
        if (link.HasFailed)
            return null;
        try
        {
            link.Resolver ??= await _scope.Driver<IResolver>().UseAsync(link.Plugin.QualifiedName);
            return await link.Resolver.ResolveAsync(reference, folder, cancellationToken);
        }
        catch (DiagnosticException failure) when (!failure.Diagnostics.Any(PluginFaults.Is))
        {
            throw; // the reference is this resolver's, and what it stands for cannot be read
        }
        catch (DiagnosticException fault)
        {
            link.HasFailed = true;
            _problems.Add(fault);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            link.HasFailed = true;
            _problems.Add(PluginLoader.Fault(link.Plugin, $"failed to look at '{reference}'", error));
        }

        return null;
    }

    private sealed class Link(PluginDescription plugin)
    {
        public PluginDescription Plugin => plugin;

        public IResolver? Resolver { get; set; }

        public bool HasFailed { get; set; }
    }
}

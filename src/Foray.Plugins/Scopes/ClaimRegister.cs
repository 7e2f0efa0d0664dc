using Foray.Sdk.Diagnostics;
using Foray.Sdk.Plugins;

namespace Foray.Plugins.Scopes;

/// <summary>Who has which exclusive resource.</summary>
internal sealed class ClaimRegister
{
    private readonly Dictionary<ResourceClaim, Holder> _taken = [];
    private readonly Lock _lock = new();

    /// <summary>Takes all of the resources or none; those that the owner has already stay its own.</summary>
    /// <exception cref="DiagnosticException">One is taken already; names both claimants.</exception>
    public void Take(object owner, IReadOnlyList<ResourceClaim> claims, string claimant)
    {
        lock (_lock)
        {
            foreach (var claim in claims)
            {
                if (_taken.TryGetValue(claim, out var holder) && !ReferenceEquals(holder.Owner, owner))
                    throw new DiagnosticException(Diagnostic.Error(PluginCodes.Claimed,
                        $"'{claim.Resource}' is claimed by {holder.Claimant} and by {claimant}", "give one of them another target, or leave one out"));
            }

            foreach (var claim in claims)
                _taken[claim] = new Holder(owner, claimant);
        }
    }

    public void Release(object owner)
    {
        lock (_lock)
        {
            foreach (var (claim, holder) in _taken)
                if (ReferenceEquals(holder.Owner, owner))
                    _taken.Remove(claim);
        }
    }

    private sealed record Holder(object Owner, string Claimant);
}

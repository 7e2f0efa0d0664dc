using Foray.Plugins.Catalog;

namespace Foray.Plugins.Trust;

/// <summary>Whether the packages of a project may run, and what changed since somebody said so.</summary>
/// <param name="State">The answer.</param>
/// <param name="ChangedFiles">Files that were added, changed or removed since, relative to <c>.foray/plugins</c>; empty unless <see cref="State"/> is <see cref="ProjectTrustState.Changed"/>.</param>
public sealed record TrustVerdict(ProjectTrustState State, IReadOnlyList<string> ChangedFiles);

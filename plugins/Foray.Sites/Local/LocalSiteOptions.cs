namespace Foray.Sites.Local;

/// <summary>Options of the site <c>local</c>.</summary>
public sealed record LocalSiteOptions
{
    /// <summary>What the site provides.</summary>
    public required LocalResources Resources { get; init; }
}

namespace Foray.Sdk.Plugins;

/// <summary>Implemented by plugins whose configured instances need a resource for themselves.</summary>
public interface IClaimsResources
{
    /// <summary>What this instance needs; known as soon as it is made.</summary>
    IReadOnlyList<ResourceClaim> Claims { get; }
}

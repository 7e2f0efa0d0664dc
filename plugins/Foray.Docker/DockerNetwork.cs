using Foray.Sdk.Options;

namespace Foray.Docker;

/// <summary>A network that connects the site's machines of some labels. They find each other on it by machine name.</summary>
public sealed record DockerNetwork
{
    /// <summary>Labels of the machines that are on it.</summary>
    public required LabelSelector Labels { get; init; }

    /// <summary>Range of its addresses. Default: one that the engine chooses.</summary>
    public Cidr? Cidr { get; init; }
}

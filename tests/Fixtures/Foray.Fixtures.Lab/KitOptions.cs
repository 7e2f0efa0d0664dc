using Foray.Sdk.Options;

namespace Foray.Fixtures.Lab;

/// <summary>Something to install.</summary>
public sealed record KitOptions
{
    /// <summary>Machines that get it.</summary>
    public required LabelSelector Labels { get; init; }

    /// <summary>Its version.</summary>
    public string Version { get; init; } = "1";

    /// <summary>Where it comes among the deployments.</summary>
    public int Order { get; init; }

    /// <summary>How many of them have to be at work at the same time before one goes on.</summary>
    public int Meets { get; init; }

    /// <summary>True where it never ends by itself.</summary>
    public bool Hangs { get; init; }

    /// <summary>A file that a deployment depends on.</summary>
    public InputPath? Plan { get; init; }
}

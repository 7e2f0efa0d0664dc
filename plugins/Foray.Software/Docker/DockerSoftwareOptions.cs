using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Foray.Software.Docker;

/// <summary>Docker's engine on machines.</summary>
public sealed record DockerSoftwareOptions
{
    /// <summary>Labels of the machines that get it.</summary>
    public required LabelSelector Labels { get; init; }

    /// <summary>The version, or its beginning: <c>24</c>, or <c>24.0.7</c>. Without one, any that is there is fine, and else the newest.</summary>
    [RegularExpression("^[0-9][0-9A-Za-z.+~-]*$")]
    public string? Version { get; init; }
}

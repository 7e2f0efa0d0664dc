using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Foray.Software.Apptainer;

/// <summary>Apptainer on machines.</summary>
public sealed record ApptainerSoftwareOptions
{
    /// <summary>Labels of the machines that get it.</summary>
    public required LabelSelector Labels { get; init; }

    /// <summary>The version: <c>1.4.1</c>. Without one, any that is there is fine, and else the newest that the distribution has, or 1.4.1 of the project's own packages.</summary>
    [RegularExpression(@"^[0-9]+\.[0-9]+(\.[0-9]+)?$")]
    public string? Version { get; init; }
}

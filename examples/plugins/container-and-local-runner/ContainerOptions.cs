using System.ComponentModel.DataAnnotations;

namespace Example.Runners;

/// <summary>In which container tests run.</summary>
public sealed record ContainerOptions
{
    /// <summary>Image that tests run in.</summary>
    [MinLength(1)]
    public required string Image { get; init; }

    /// <summary>Program that runs containers: one that takes docker's arguments, such as <c>podman</c>.</summary>
    [RegularExpression("[A-Za-z0-9_./-]+")]
    public string Program { get; init; } = "docker";

    /// <summary>Whether the image stays on machines that had to fetch it.</summary>
    public bool KeepImage { get; init; } = true;
}

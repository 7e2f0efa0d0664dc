namespace Foray.Docker;

/// <summary>Options of the site <c>docker</c>.</summary>
public sealed record DockerSiteOptions
{
    /// <summary>Address of the engine: <c>unix:///PATH</c> or <c>tcp://HOST:PORT</c>. Default: <c>DOCKER_HOST</c>, else the local socket.</summary>
    public string? Host { get; init; }

    /// <summary>Image of the machines that name none of their own.</summary>
    public string? Image { get; init; }

    /// <summary>When images are pulled.</summary>
    public ImagePull Pull { get; init; } = ImagePull.Missing;

    /// <summary>What the site provides.</summary>
    public required DockerResources Resources { get; init; }
}

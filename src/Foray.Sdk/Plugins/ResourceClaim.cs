namespace Foray.Sdk.Plugins;

/// <summary>A resource that only one plugin instance at a time may have: <c>stdout</c>, <c>path:/var/log/x</c>, <c>port:8080</c>.</summary>
/// <param name="Resource">Name of the resource; equal names are the same resource.</param>
public sealed record ResourceClaim(string Resource)
{
    /// <summary>Standard output of the program.</summary>
    public static readonly ResourceClaim StandardOutput = new("stdout");

    /// <summary>A file that the instance writes.</summary>
    /// <param name="path">Its path; taken as a full one.</param>
    public static ResourceClaim File(string path) => new("path:" + Path.GetFullPath(path));

    /// <summary>A TCP port that the instance listens on.</summary>
    public static ResourceClaim Port(int port) => new($"port:{port}");
}

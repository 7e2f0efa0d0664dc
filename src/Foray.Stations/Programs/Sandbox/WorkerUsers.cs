using System.Security.Cryptography;

namespace Foray.Stations.Programs.Sandbox;

/// <summary>A range of user ids from which each worker of a station that runs as root gets one of its own.</summary>
/// <param name="First">The lowest.</param>
/// <param name="Count">How many.</param>
internal sealed record WorkerUsers(int First, int Count)
{
    /// <summary>Ids that no system hands out, by systemd's table of users and groups (<c>UIDS-GIDS.md</c>): so many that two workers do not meet by chance.</summary>
    public static WorkerUsers Wide { get; } = new(1_879_048_192, 1 << 28);

    /// <summary>Ids for passing users, by the same table: all that there are in a container with 65,536 ids.</summary>
    public static WorkerUsers Narrow { get; } = new(61_184, 4_336);

    /// <summary>One of them.</summary>
    public int Pick() => First + RandomNumberGenerator.GetInt32(Count);
}

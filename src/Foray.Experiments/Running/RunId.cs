using System.Security.Cryptography;

namespace Foray.Experiments.Running;

/// <summary>Ids of runs: <c>20260131T235959Z-1a2b3c4</c>, in the order of time.</summary>
internal static class RunId
{
    public static string New(TimeProvider clock) =>
        $"{clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))[..7]}";
}

namespace Foray.Sdk.Options;

/// <summary>Waits between tries that double each time: exponential backoff without jitter, so that a plan can be foreseen.</summary>
public static class Backoff
{
    /// <summary>Longest wait, except where the first one is longer: 10 minutes.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>The wait before a further try.</summary>
    /// <param name="first">The wait before the second try.</param>
    /// <param name="tries">Tries so far, from 1.</param>
    public static TimeSpan WaitAfter(TimeSpan first, int tries)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tries, 1);
        var wait = first.TotalSeconds * Math.Pow(2, tries - 1);
        return wait < Longest.TotalSeconds ? TimeSpan.FromSeconds(wait) : first > Longest ? first : Longest;
    }
}

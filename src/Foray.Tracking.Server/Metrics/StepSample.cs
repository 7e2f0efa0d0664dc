namespace Foray.Tracking.Server.Metrics;

/// <summary>Some of many steps.</summary>
internal static class StepSample
{
    /// <summary>All steps where they are few, and otherwise every n-th of those in order, and the last one.</summary>
    public static HashSet<long> Of(IEnumerable<long> steps, int most)
    {
        long[] ordered = [.. steps.Distinct().Order()];
        if (ordered.Length <= most)
            return [.. ordered];
        var distance = (double)ordered.Length / most;
        return [.. Enumerable.Range(0, most).Select(i => ordered[(int)(i * distance)]), ordered[^1]];
    }
}

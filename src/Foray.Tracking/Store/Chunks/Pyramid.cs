namespace Foray.Tracking.Store.Chunks;

/// <summary>
/// The shape of the pyramid over the full chunks of a series. Level 0 are the chunks themselves. Node <c>n</c> of a higher level holds the summaries of its children,
/// the nodes <c>16n … 16n+15</c> of the level below, of which each is full: the last node of each level has those that there are so far, and the rest is in lower levels.
/// </summary>
internal static class Pyramid
{
    /// <summary>Children of a full node.</summary>
    public const int Fanout = 16;

    /// <summary>Points under a full node.</summary>
    public static long PointsOf(int level)
    {
        long points = ChunkCodec.ChunkSize;
        for (; level > 0; level--)
            points *= Fanout;
        return points;
    }

    /// <summary>The nodes that together cover all full chunks, each once: the last, unfull one of each level, from the top.</summary>
    public static IEnumerable<PyramidNode> Roots(long chunks)
    {
        var top = 1;
        for (var rest = chunks / Fanout; rest > 0; rest /= Fanout)
            top++;
        for (var level = top; level > 0; level--)
        {
            var children = chunks * ChunkCodec.ChunkSize / PointsOf(level - 1);
            if (children % Fanout != 0)
                yield return new PyramidNode(level, children / Fanout);
        }
    }
}

using System.Runtime.InteropServices;
using Foray.Tracking.Store.Chunks;

namespace Foray.Tracking.Store.Sql;

/// <summary>Adds the summaries of new chunks to the pyramid of a series. Nodes are written at the end, each once.</summary>
internal sealed class PyramidWriter(SqlSession session, long series)
{
    private readonly Dictionary<PyramidNode, List<PointSummary>> _nodes = [];

    /// <summary>Adds a full node, which comes behind those of its level that there are.</summary>
    public async Task AddAsync(PyramidNode node, PointSummary summary)
    {
        var parent = new PyramidNode(node.Level + 1, node.Number / Pyramid.Fanout);
        var children = await FindAsync(parent);
        if (children.Count != node.Number % Pyramid.Fanout)
            throw new InvalidDataException($"the pyramid of series {series} does not fit its chunks");
        children.Add(summary);
        if (children.Count == Pyramid.Fanout)
            await AddAsync(parent, Sum(children));
    }

    /// <summary>Writes the nodes that have changed.</summary>
    public async Task EndAsync()
    {
        foreach (var (node, children) in _nodes)
            await session.ExecuteAsync(
                """
                insert into pyramid (series, level, number, children) values (@series, @level, @number, @children)
                on conflict (series, level, number) do update set children = excluded.children
                """,
                ("@series", series), ("@level", (long)node.Level), ("@number", node.Number), ("@children", SummaryCodec.Encode(CollectionsMarshal.AsSpan(children))));
        _nodes.Clear();
    }

    private async Task<List<PointSummary>> FindAsync(PyramidNode node)
    {
        if (_nodes.TryGetValue(node, out var children))
            return children;
        var bytes = await session.FindAsync(
            "select children from pyramid where series = @series and level = @level and number = @number",
            ("@series", series), ("@level", (long)node.Level), ("@number", node.Number));
        children = bytes is byte[] kept ? [.. SummaryCodec.Decode(kept)] : [];
        _nodes.Add(node, children);
        return children;
    }

    private static PointSummary Sum(List<PointSummary> parts)
    {
        var sum = PointSummary.None();
        foreach (var part in parts)
            sum.Add(part);
        return sum;
    }
}

using Foray.Stations.Hosting;

namespace Foray.Stations.Tests.Hosting;

public sealed class OwnedPartsTests
{
    [Fact]
    public async Task All_parts_are_closed_in_reverse_whatever_fails_and_the_first_failure_is_told()
    {
        var closed = new List<string>();
        var parts = new OwnedParts();
        foreach (var name in new[] { "a", "b!", "c!", "d" })
            parts.Add(new Part(name, closed));
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(async () => await parts.DisposeAsync());
        Assert.Equal("c!", failure.Message);
        Assert.Equal(["d", "c!", "b!", "a"], closed);
        await parts.DisposeAsync();
        Assert.Equal(4, closed.Count);
    }

    private sealed class Part(string name, List<string> closed) : IDisposable
    {
        public void Dispose()
        {
            closed.Add(name);
            if (name.EndsWith('!'))
                throw new InvalidOperationException(name);
        }
    }
}

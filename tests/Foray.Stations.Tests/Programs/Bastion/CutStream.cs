namespace Foray.Stations.Tests.Programs.Bastion;

/// <summary>Gives its bytes in pieces of chosen lengths.</summary>
internal sealed class CutStream(byte[] content, int[] cuts) : MemoryStream(content)
{
    private int _reads;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        await base.ReadAsync(buffer[..Math.Min(buffer.Length, cuts[_reads++ % cuts.Length])], cancellationToken);
}

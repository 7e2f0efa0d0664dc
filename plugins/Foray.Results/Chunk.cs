namespace Foray.Results;

/// <summary>Bytes on their way to a file: written without waiting, and passed on in large parts, so that few of them are in memory.</summary>
internal sealed class Chunk(Stream target) : MemoryStream
{
    /// <summary>Size from which a part is passed on.</summary>
    public const int Full = 64 * 1024;

    /// <summary>Passes on what there is, where it is much.</summary>
    public Task PassOnFullAsync(CancellationToken cancellationToken) => Length < Full ? Task.CompletedTask : PassOnAsync(cancellationToken);

    /// <summary>Passes on what there is.</summary>
    public async Task PassOnAsync(CancellationToken cancellationToken)
    {
        await target.WriteAsync(GetBuffer().AsMemory(0, (int)Length), cancellationToken);
        SetLength(0);
    }
}

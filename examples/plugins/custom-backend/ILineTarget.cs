namespace Example.CustomBackend;

/// <summary>Takes lines.</summary>
internal interface ILineTarget : IAsyncDisposable
{
    /// <summary>Delivers lines, each with its end; when it returns they have arrived.</summary>
    Task WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken);
}

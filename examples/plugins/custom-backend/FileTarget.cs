namespace Example.CustomBackend;

/// <summary>A file that lines are appended to.</summary>
internal sealed class FileTarget : ILineTarget
{
    private readonly FileStream _file;

    private FileTarget(FileStream file) => _file = file;

    public static FileTarget Open(string path)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        return new FileTarget(new FileStream(full, FileMode.Append, FileAccess.Write, FileShare.ReadWrite));
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        // In one piece: what is cancelled before is not written at all.
        cancellationToken.ThrowIfCancellationRequested();
        await _file.WriteAsync(lines, CancellationToken.None);
        await _file.FlushAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    public override string ToString() => $"'{_file.Name}'";
}

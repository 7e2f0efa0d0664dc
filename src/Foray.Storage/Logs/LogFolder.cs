namespace Foray.Storage.Logs;

/// <summary>The segments of a log, oldest first.</summary>
internal static class LogFolder
{
    /// <summary>Reads what is there; makes the first segment of a new log where there is nothing.</summary>
    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">The log is damaged, or of a newer version.</exception>
    public static (Guid Id, List<LogSegment> Segments) Read(string folder, SequencedLogOptions options)
    {
        Guid? id = null;
        var segments = new List<LogSegment>();
        foreach (var file in LogSegment.FilesOf(folder))
        {
            var (log, first) = LogFormat.ReadHeader(file, ReadBeginning(file));
            if (log != (id ??= log))
                throw StorageErrors.DamagedLog(file, 0, "it belongs to another log than the segment before it");
            if (file != LogSegment.PathOf(folder, first))
                throw StorageErrors.DamagedLog(file, 0, $"its first entry is {first}, and its name says another");
            if (segments is [.., var before])
                before.Extend(first - 1, new FileInfo(before.Path).Length);
            segments.Add(new LogSegment(file, first));
        }

        if (segments is [.., var last])
            SegmentScan.Run(last, File.ReadAllBytes(last.Path));
        else
            segments.Add(Create(folder, id ??= Guid.NewGuid(), 1, options));
        return (id!.Value, segments);
    }

    /// <summary>Makes an empty segment. It is there as a whole or not at all.</summary>
    public static LogSegment Create(string folder, Guid id, long first, SequencedLogOptions options)
    {
        var path = LogSegment.PathOf(folder, first);
        AtomicFile.Write(path, LogFormat.Header(id, first), options.Mode);
        return new LogSegment(path, first);
    }

    private static byte[] ReadBeginning(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var header = new byte[LogFormat.HeaderSize];
        return header[..RandomAccess.Read(file, header, 0)];
    }
}

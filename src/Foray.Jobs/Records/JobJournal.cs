using System.Buffers;
using System.Text.Json;
using Foray.Jobs.Folders;
using Foray.Sdk.Jobs;
using Foray.Storage;

namespace Foray.Jobs.Records;

/// <summary>Writes what happens in a job as it happens, so that a job that dies leaves it. Each line is complete when the call returns, as far as a killed process is concerned.</summary>
internal sealed class JobJournal : IDisposable
{
    private static readonly FileStreamOptions OwnFile = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };

    private readonly FileStream _file;
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Utf8JsonWriter _writer;
    private readonly StateLock? _lock;

    public JobJournal(JobFolder folder, JobRecord record)
    {
        _lock = StateLock.TryAcquire(folder.Lock, out _);
        // For its user alone: variables that tests were given may be secrets.
        using (var target = new FileStream(folder.Record, OwnFile))
            record.Write(target);
        _file = new FileStream(folder.Tests, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        _writer = new Utf8JsonWriter(_line);
    }

    public void Add(TestResult result) => Write(writer => TestRecord.Write(writer, result));

    public void End(JobResults results) => Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("end", results.End.ToString());
        writer.WriteString("ended", results.Ended);
        writer.WriteEndObject();
    });

    public void Dispose()
    {
        _writer.Dispose();
        _file.Dispose();
        _lock?.Dispose();
    }

    private void Write(Action<Utf8JsonWriter> write)
    {
        _line.ResetWrittenCount();
        _writer.Reset(_line);
        write(_writer);
        _writer.Flush();
        _line.Write("\n"u8);
        _file.Write(_line.WrittenSpan);
    }
}

using System.Globalization;
using Foray.Backends.Protobuf;

namespace Foray.Backends.TensorBoard;

/// <summary>One event file of a run. Nothing is ever changed in it: what is written again after a restart goes to another file.</summary>
internal sealed class EventFile : IDisposable
{
    private const string Version = "brain.Event:2";

    private readonly FileStream _file;
    private readonly DateTimeOffset _made;

    private EventFile(FileStream file, DateTimeOffset made) => (_file, _made) = (file, made);

    /// <summary>Makes a file of a name that is not taken: <c>events.out.tfevents.SECONDS.HOST.PID.N</c>.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static EventFile Create(string folder, DateTimeOffset now)
    {
        Directory.CreateDirectory(folder);
        for (var number = 0; ; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{now.ToUnixTimeSeconds():D10}.{Environment.MachineName}.{Environment.ProcessId}.{number}");
            var path = Path.Combine(folder, name);
            if (!File.Exists(path))
                return new EventFile(new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0), now);
        }
    }

    /// <summary>Writes events in one go: all of them, or none where they cannot be written. The version comes before the first ones.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    public void Write(IEnumerable<ProtobufMessage> events)
    {
        var (records, length) = (new MemoryStream(), _file.Position);
        if (length == 0)
            EventRecord.Append(records, new ProtobufMessage().Double(1, _made.ToUnixTimeMilliseconds() / 1000.0).Text(3, Version).Bytes);
        foreach (var one in events)
            EventRecord.Append(records, one.Bytes);
        try
        {
            _file.Write(records.GetBuffer(), 0, (int)records.Length);
        }
        catch (IOException)
        {
            _file.SetLength(length);
            _file.Position = length;
            throw;
        }
    }

    public void Dispose() => _file.Dispose();
}

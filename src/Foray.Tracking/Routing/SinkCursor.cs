using System.Text.Json;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Tracking;
using Foray.Storage;

namespace Foray.Tracking.Routing;

/// <summary>How far a sink is in a spool, and the runs that it is not done with. It lies in the spool's folder, and goes with it.</summary>
internal sealed class SinkCursor
{
    private const string Prefix = "sink-";
    private const string Suffix = ".json";
    private const string SpareSuffix = ".spare";
    private const int Format = 1;

    private readonly string _path;
    private readonly SpareRoom _spare;
    private readonly Dictionary<string, SinkRun> _runs = new(StringComparer.Ordinal);

    private SinkCursor(string path) => (_path, _spare) = (path, new SpareRoom(Path.ChangeExtension(path, SpareSuffix)));

    /// <summary>The last position that the sink is done with.</summary>
    public long Position { get; set; }

    /// <summary>True once it has got all of the spool, which has come to its end.</summary>
    public bool IsDone { get; set; }

    /// <summary>The runs that the sink is not done with.</summary>
    public IReadOnlyCollection<SinkRun> Runs => _runs.Values;

    public SinkRun? Find(string run) => _runs.GetValueOrDefault(run);

    public SinkRun Add(RunStart start)
    {
        var run = new SinkRun(start);
        return _runs.TryAdd(start.Id, run) ? run : _runs[start.Id];
    }

    public void Remove(string run) => _runs.Remove(run);

    /// <summary>Names of the sinks that a spool waits for.</summary>
    public static IReadOnlyList<string> FindWaiting(string spool) =>
        [.. Directory.EnumerateFiles(spool, $"{Prefix}*{Suffix}")
            .Select(path => Path.GetFileName(path)[Prefix.Length..^Suffix.Length])
            .Where(sink => !Open(spool, sink).IsDone)
            .Order(StringComparer.Ordinal)];

    /// <summary>Opens the cursor of a sink, at the beginning of the spool where it has none yet.</summary>
    /// <exception cref="DiagnosticException">It cannot be read (FORAY366).</exception>
    public static SinkCursor Open(string spool, string sink)
    {
        var cursor = new SinkCursor(Path.Combine(spool, $"{Prefix}{sink}{Suffix}"));
        try
        {
            if (File.Exists(cursor._path))
                cursor.Read(File.ReadAllBytes(cursor._path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw RoutingErrors.UnreadableCursor(cursor._path, exception);
        }

        return cursor;
    }

    /// <summary>Notes where it stands.</summary>
    /// <exception cref="DiagnosticException">It cannot be written (FORAY311).</exception>
    public void Save()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("format", Format);
            json.WriteNumber("position", Position);
            json.WriteBoolean("done", IsDone);
            json.WriteStartArray("runs");
            foreach (var run in _runs.Values)
                Write(json, run);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        Write(stream.ToArray());
        _spare.Keep();
    }

    private void Write(byte[] content)
    {
        try
        {
            AtomicFile.Write(_path, content, FileModes.Private);
        }
        catch (DiagnosticException) when (_spare.TryGiveUp())
        {
            AtomicFile.Write(_path, content, FileModes.Private);
        }
    }

    private static void Write(Utf8JsonWriter json, SinkRun run)
    {
        json.WriteStartObject();
        json.WriteString("id", run.Start.Id);
        json.WriteString("experiment", run.Start.Experiment);
        json.WriteString("name", run.Start.Name);
        json.WriteString("started", run.Start.Started);
        if (run.Start.Parent is { } parent)
            json.WriteString("parent", parent);
        if (run.End is { } end)
        {
            json.WriteString("state", end.State.ToString());
            json.WriteString("ended", end.Time);
        }

        json.WriteNumber("delivered", run.Delivered);
        json.WriteStartObject("dropped");
        foreach (var (reason, count) in run.Dropped)
            json.WriteNumber(reason, count);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Read(byte[] content)
    {
        using var document = JsonDocument.Parse(content);
        var root = document.RootElement;
        if (root.GetProperty("format").GetInt32() != Format)
            throw new FormatException("another version of Foray wrote it");
        Position = root.GetProperty("position").GetInt64();
        IsDone = root.GetProperty("done").GetBoolean();
        foreach (var entry in root.GetProperty("runs").EnumerateArray())
            Read(entry);
    }

    private void Read(JsonElement entry)
    {
        var start = new RunStart(
            entry.GetProperty("id").GetString()!, entry.GetProperty("experiment").GetString()!, entry.GetProperty("name").GetString()!, entry.GetProperty("started").GetDateTimeOffset())
        {
            Parent = entry.TryGetProperty("parent", out var parent) ? parent.GetString() : null,
        };
        var run = Add(start);
        if (entry.TryGetProperty("state", out var state))
            run.End = (Enum.Parse<RunState>(state.GetString()!), entry.GetProperty("ended").GetDateTimeOffset());
        run.Delivered = entry.GetProperty("delivered").GetInt64();
        foreach (var dropped in entry.GetProperty("dropped").EnumerateObject())
            run.Drop(dropped.Name, dropped.Value.GetInt64());
    }
}

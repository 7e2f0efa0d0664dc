using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Foray.Storage.Logs;

namespace Foray.Stations.Feeds;

/// <summary>
/// The feeds of one agent, each a log in a folder of its own. An entry is kept as <c>{"time": Unix seconds, "blocks": {…}}</c>. Feeds that the agent no longer publishes can still be read.
/// </summary>
/// <param name="folder">The agent's folder, such as <c>feeds/data1</c> below the station's.</param>
/// <param name="options">How much of each feed is kept. Default: see there.</param>
/// <param name="time">Tells when an entry was published. Default: the system's.</param>
internal sealed class FeedLogs(string folder, SequencedLogOptions? options = null, TimeProvider? time = null) : IFeedWriter, IDisposable
{
    private const int LongestName = 255;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    /// <summary>For files and event streams, where nothing can be taken for HTML.</summary>
    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock _gate = new();
    private readonly Dictionary<string, SequencedLog> _logs = new(StringComparer.Ordinal);
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private bool _disposed;

    /// <inheritdoc/>
    public void Append(string feed, JsonObject blocks) => Open(feed).Append(Write(blocks));

    /// <summary>The log of a feed, which is made where the feed has none yet. Closing is left to this.</summary>
    /// <exception cref="ArgumentException">A feed cannot have this name.</exception>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">The log cannot be used, see <see cref="SequencedLog.Open"/>.</exception>
    public SequencedLog Open(string feed)
    {
        if (!IsName(feed))
            throw new ArgumentException($"A feed cannot have the name '{feed}'.", nameof(feed));
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_logs.TryGetValue(feed, out var log))
                _logs[feed] = log = SequencedLog.Open(Path.Combine(folder, feed), options, _time);
            return log;
        }
    }

    /// <summary>The log of a feed that has one; null otherwise.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">The log cannot be used, see <see cref="SequencedLog.Open"/>.</exception>
    public SequencedLog? Find(string feed) => IsName(feed) && Directory.Exists(Path.Combine(folder, feed)) ? Open(feed) : null;

    /// <summary>Closes all logs, also where one of them cannot be brought to the disk. Safe to repeat.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var log in _logs.Values)
            {
                try
                {
                    log.Dispose();
                }
                catch (Sdk.Diagnostics.DiagnosticException)
                {
                    // What was appended is with the system, as was promised.
                }
            }

            _logs.Clear();
        }
    }

    /// <summary>Names are names of folders too.</summary>
    private static bool IsName(string feed) => feed.Length is > 0 and <= LongestName && feed.AsSpan().IndexOfAnyExcept(NameCharacters) < 0;

    private ReadOnlySpan<byte> Write(JsonObject blocks)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Written))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("time");
            writer.WriteRawValue((_time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0).ToString("R", CultureInfo.InvariantCulture));
            writer.WritePropertyName("blocks");
            blocks.WriteTo(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }
}

using System.Collections.Concurrent;
using Foray.Sdk.Consoles;

namespace Foray.Sdk.Testing.Hosts;

/// <summary>A console that keeps its lines.</summary>
public sealed class RecordingConsole : IConsole
{
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>The lines, in order.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <inheritdoc/>
    public void WriteLine(string text) => _lines.Enqueue(text);
}

namespace Foray.Sdk.Processes;

/// <summary>A running child with pipes. Disposing it ends its process group if it still runs; safe to repeat.</summary>
public interface IPipedProcess : IAsyncDisposable
{
    /// <summary>Its standard input.</summary>
    Stream Input { get; }

    /// <summary>Its standard output.</summary>
    Stream Output { get; }

    /// <summary>What it wrote to standard error so far; at most the last 64 KiB.</summary>
    string Error { get; }

    /// <summary>
    /// Its exit code once it has ended; 128 + n where signal n ended it. All it wrote to standard error is in <see cref="Error"/> by then,
    /// unless an escapee still holds that stream half a second after the end.
    /// </summary>
    Task<int> Exit { get; }
}

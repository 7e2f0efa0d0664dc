namespace Foray.Sdk.Machines;

/// <summary>A program that runs on a machine. Disposing it gives back what it ran on.</summary>
internal interface IShellRun : IAsyncDisposable
{
    /// <summary>What it prints.</summary>
    Stream Output { get; }

    /// <summary>Its exit code, when all that it printed has been read or is of no interest; null where the channel broke before its end.</summary>
    Task<int?> EndAsync(CancellationToken cancellationToken);

    /// <summary>The last line that it, or the client of its channel, wrote to standard error.</summary>
    /// <param name="ended">True where it came to its end.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    Task<string> LastErrorAsync(bool ended, CancellationToken cancellationToken);
}

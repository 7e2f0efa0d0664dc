using NuGet.Common;

namespace Foray.Packages.Feeds;

/// <summary>Keeps what NuGet writes into its log instead of throwing it: a download that failed looks there like a package that is missing.</summary>
internal sealed class FeedLog : LoggerBase
{
    /// <summary>The last error; null where there was none.</summary>
    public string? Error { get; private set; }

    public override void Log(ILogMessage message)
    {
        if (message.Level == LogLevel.Error)
            Error = message.Message;
    }

    public override Task LogAsync(ILogMessage message)
    {
        Log(message);
        return Task.CompletedTask;
    }
}

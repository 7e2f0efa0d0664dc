using Microsoft.Extensions.Logging;

namespace Foray.Sdk.Testing.Hosts;

/// <summary>Something a plugin logged.</summary>
/// <param name="Level">How much it matters.</param>
/// <param name="Message">The text, its values filled in.</param>
/// <param name="Exception">The exception that came with it; null where there was none.</param>
public sealed record LogEntry(LogLevel Level, string Message, Exception? Exception);

namespace Foray.Integrations.Runtimes;

/// <summary>A process cannot be listened to; the message says why, in one sentence without a full stop.</summary>
internal sealed class MeterSessionException(string message, Exception cause) : Exception(message, cause);

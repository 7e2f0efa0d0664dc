namespace Foray.Plugins.Lifecycle;

/// <summary>Work took longer than it may.</summary>
internal sealed class DeadlineException : TimeoutException;

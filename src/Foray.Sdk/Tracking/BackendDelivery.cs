namespace Foray.Sdk.Tracking;

/// <summary>What happens to metrics that a backend is handed again because it is not known whether they had arrived.</summary>
public enum BackendDelivery
{
    /// <summary>They may be there twice.</summary>
    AtLeastOnce,

    /// <summary>They replace themselves: each is there once.</summary>
    Idempotent,

    /// <summary>The backend knows the last one it has, and skips what came before.</summary>
    Resumable,
}

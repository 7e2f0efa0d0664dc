namespace Foray.Tracking.Store;

/// <summary>Whether something is to be seen. What is deleted keeps its content and can be restored.</summary>
public enum Lifecycle
{
    /// <summary>It is there.</summary>
    Active,

    /// <summary>It was deleted.</summary>
    Deleted,
}

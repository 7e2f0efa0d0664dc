namespace Foray.Tracking.Store.Search;

/// <summary>Something of a run that can be compared.</summary>
public abstract record RunField
{
    private protected RunField()
    {
    }

    /// <summary>Whether it can be compared with a text.</summary>
    public abstract bool IsText { get; }

    /// <summary>Whether it can be compared with a number.</summary>
    public abstract bool IsNumber { get; }
}

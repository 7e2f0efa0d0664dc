namespace Foray.Tracking.Store.Search;

/// <summary>How two values are compared.</summary>
public enum ComparisonOperator
{
    /// <summary>They are the same.</summary>
    Equal,

    /// <summary>They differ.</summary>
    NotEqual,

    /// <summary>The first is less.</summary>
    Less,

    /// <summary>The first is less, or they are the same.</summary>
    LessOrEqual,

    /// <summary>The first is greater.</summary>
    Greater,

    /// <summary>The first is greater, or they are the same.</summary>
    GreaterOrEqual,
}

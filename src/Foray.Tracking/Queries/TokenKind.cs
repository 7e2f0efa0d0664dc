namespace Foray.Tracking.Queries;

/// <summary>What a token of a query is.</summary>
internal enum TokenKind
{
    /// <summary>A keyword or a name, the part in quotes behind its last dot included.</summary>
    Word,

    /// <summary>A name in double quotes or backticks alone.</summary>
    Quoted,

    /// <summary>A text in single quotes.</summary>
    Text,

    /// <summary>What begins as a number does: a number or a duration.</summary>
    Number,

    /// <summary>A comparison.</summary>
    Operator,

    LeftParenthesis,

    RightParenthesis,

    Comma,

    /// <summary>The end of the query.</summary>
    End,
}

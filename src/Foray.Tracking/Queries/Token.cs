namespace Foray.Tracking.Queries;

/// <summary>A token of a query.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins, from 0.</param>
/// <param name="Length">Its length in characters.</param>
/// <param name="Text">What it stands for: without quotes, and without the quoted part of a word.</param>
internal readonly record struct Token(TokenKind Kind, int Start, int Length, string Text)
{
    /// <summary>The part of a word that stands in quotes behind its last dot; null for none.</summary>
    public string? Quoted { get; init; }

    /// <summary>Whether it is a keyword; their case does not matter.</summary>
    public bool Is(string keyword) => Kind == TokenKind.Word && Quoted is null && Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>As a message names it.</summary>
    /// <param name="query">The query that it stands in.</param>
    public string Shown(string query) => Kind == TokenKind.End ? "the end" : $"'{query.AsSpan(Start, Length)}'";
}

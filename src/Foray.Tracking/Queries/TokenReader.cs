namespace Foray.Tracking.Queries;

/// <summary>Goes over the tokens of a query.</summary>
internal sealed class TokenReader(string query, QueryFaults faults)
{
    private readonly List<Token> _tokens = new Lexer(query, faults).Read();
    private int _at;

    public Token Current => _tokens[_at];

    public Token Following => _tokens[Math.Min(_at + 1, _tokens.Count - 1)];

    public bool IsAtEnd => Current.Kind == TokenKind.End;

    /// <summary>Goes on; the end is never passed.</summary>
    /// <returns>The token that was current.</returns>
    public Token Take()
    {
        var token = Current;
        if (!IsAtEnd)
            _at++;
        return token;
    }

    public bool TryTake(string keyword)
    {
        if (!Current.Is(keyword))
            return false;
        _at++;
        return true;
    }

    public bool TryTake(TokenKind kind)
    {
        if (Current.Kind != kind || IsAtEnd)
            return false;
        _at++;
        return true;
    }

    /// <summary>Takes what has to come; else that is a fault.</summary>
    public bool Expect(TokenKind kind, string what)
    {
        if (TryTake(kind))
            return true;
        Refuse(what);
        return false;
    }

    /// <summary>Notes that the current token is not what has to come.</summary>
    /// <param name="expected">What has to come.</param>
    public void Refuse(string expected) => faults.Add(QueryCodes.Syntax, Current, $"{expected} is expected, and {Current.Shown(query)} is there");
}

using System.Text;

namespace Foray.Tracking.Queries;

/// <summary>Cuts a query into tokens.</summary>
internal sealed class Lexer(string query, QueryFaults faults)
{
    private int _at;

    /// <summary>The tokens, the last one being the end. What is none is noted as a fault and left out.</summary>
    public List<Token> Read()
    {
        var tokens = new List<Token>();
        for (SkipBlanks(); _at < query.Length; SkipBlanks())
        {
            if (Next() is { } token)
                tokens.Add(token);
        }

        tokens.Add(new Token(TokenKind.End, query.Length, 0, ""));
        return tokens;
    }

    private Token? Next()
    {
        var letter = query[_at];
        return letter switch
        {
            '\'' => Quoted(TokenKind.Text, letter),
            '"' or '`' => Name(letter),
            '(' => Symbol(TokenKind.LeftParenthesis, 1),
            ')' => Symbol(TokenKind.RightParenthesis, 1),
            ',' => Symbol(TokenKind.Comma, 1),
            '=' or '!' or '<' or '>' => Comparison(),
            _ when BeginsNumber() => Number(),
            _ when BeginsName(letter) => Word(),
            _ => Unknown(),
        };
    }

    private void SkipBlanks()
    {
        while (_at < query.Length && char.IsWhiteSpace(query[_at]))
            _at++;
    }

    private Token Symbol(TokenKind kind, int length)
    {
        var token = new Token(kind, _at, length, query.Substring(_at, length));
        _at += length;
        return token;
    }

    private Token? Comparison()
    {
        if (_at + 1 < query.Length && query.AsSpan(_at, 2) is "==" or "!=" or "<>" or "<=" or ">=")
            return Symbol(TokenKind.Operator, 2);
        return query[_at] == '!' ? Unknown() : Symbol(TokenKind.Operator, 1);
    }

    /// <summary>A text in quotes; a quote in it is doubled.</summary>
    private Token? Quoted(TokenKind kind, char quote)
    {
        var start = _at++;
        var text = new StringBuilder();
        while (_at < query.Length)
        {
            if (query[_at] != quote)
                text.Append(query[_at++]);
            else if (_at + 1 < query.Length && query[_at + 1] == quote)
                (_, _at) = (text.Append(quote), _at + 2);
            else
                return new Token(kind, start, ++_at - start, text.ToString());
        }

        faults.Add(QueryCodes.Syntax, new Token(kind, start, 1, ""), $"what begins with {quote} has no end", $"close it with {quote}; write {quote}{quote} for one inside");
        return null;
    }

    /// <summary>A name in quotes, which may be the part before a dot: <c>`metrics`.`loss`</c>.</summary>
    private Token? Name(char quote)
    {
        var start = _at;
        var name = Quoted(TokenKind.Quoted, quote);
        if (name is null || _at == query.Length || query[_at] != '.')
            return name;
        return Word() is { } rest ? rest with { Start = start, Length = _at - start, Text = name.Value.Text + rest.Text } : null;
    }

    private Token? Word()
    {
        var start = _at;
        while (_at < query.Length && IsOfName(query[_at]))
            _at++;
        var word = new Token(TokenKind.Word, start, _at - start, query[start.._at]);
        if (query[_at - 1] != '.' || _at == query.Length || query[_at] is not ('"' or '`'))
            return word;
        return Quoted(TokenKind.Quoted, query[_at]) is { } name ? word with { Length = _at - start, Quoted = name.Text } : null;
    }

    private bool BeginsNumber()
    {
        var digit = query[_at] is '+' or '-' ? _at + 1 : _at;
        if (digit < query.Length && query[digit] == '.')
            digit++;
        return digit < query.Length && (char.IsAsciiDigit(query[digit]) || (digit > _at && char.IsAsciiLetter(query[digit])));
    }

    private Token Number()
    {
        var start = _at++;
        while (_at < query.Length && (char.IsAsciiLetterOrDigit(query[_at]) || query[_at] == '.' || IsSignOfExponent()))
            _at++;
        return new Token(TokenKind.Number, start, _at - start, query[start.._at]);
    }

    private bool IsSignOfExponent() => query[_at] is '+' or '-' && query[_at - 1] is 'e' or 'E';

    private Token? Unknown()
    {
        var length = _at + 1 < query.Length && char.IsSurrogatePair(query[_at], query[_at + 1]) ? 2 : 1;
        var token = Symbol(TokenKind.Operator, length);
        faults.Add(QueryCodes.Syntax, token, $"the character {token.Shown(query)} has no meaning here", "write names with such characters in double quotes, and texts in single ones");
        return null;
    }

    private static bool BeginsName(char letter) => char.IsLetter(letter) || letter == '_';

    private static bool IsOfName(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '.' or '/' or '-';
}

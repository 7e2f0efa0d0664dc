using Foray.Sdk.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Foray.Configuration.Documents;

/// <summary>The parser's events, its exceptions turned into diagnostics.</summary>
internal sealed class EventReader(string text, string path)
{
    private readonly Parser _parser = new(new StringReader(text));
    private readonly Stack<ParsingEvent> _openFlow = [];

    public ParsingEvent Current { get; private set; } = new StreamStart();

    /// <summary>Moves on; behind the end it stays there.</summary>
    /// <exception cref="DiagnosticException">The text is not YAML.</exception>
    public ParsingEvent Next()
    {
        try
        {
            Current = _parser.MoveNext() ? _parser.Current! : new StreamEnd();
        }
        catch (YamlException error)
        {
            throw Fault(error, error.Message, error.Start);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or FormatException or OverflowException or IndexOutOfRangeException or NullReferenceException)
        {
            // The parser's own faults on some broken texts, such as a list in brackets that is never closed.
            throw Fault(error, _openFlow.Count > 0 ? "unclosed" : "", _openFlow.Count > 0 ? _openFlow.Peek().Start : Current.End);
        }

        Follow(Current);
        return Current;
    }

    private void Follow(ParsingEvent current)
    {
        if (current is SequenceStart { Style: SequenceStyle.Flow } or MappingStart { Style: MappingStyle.Flow })
            _openFlow.Push(current);
        else if (_openFlow.Count > 0 && current is SequenceEnd or MappingEnd)
            _openFlow.TryPop(out _);
    }

    private DiagnosticException Fault(Exception error, string message, Mark at) =>
        new(new SyntaxFault(new SourceText(text), path).Explain(message, (int)at.Line, (int)at.Column, (int)Current.Start.Line), error);
}

using System.Globalization;
using System.Text;

namespace Foray.Stations.Programs.Supervision;

/// <summary>Lets as much of a program's output through as it may print, and then says once that the rest is left out.</summary>
/// <param name="limit">Bytes in UTF-8.</param>
/// <param name="print">Takes what comes through: whether it is of standard error, and the text.</param>
internal sealed class OutputGate(long limit, Action<bool, string> print)
{
    private long _printed;
    private bool _isClosed;

    /// <summary>The program printed something.</summary>
    public void Pass(bool isError, string text)
    {
        if (_isClosed)
            return;
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (_printed + bytes <= limit)
        {
            _printed += bytes;
            print(isError, text);
            return;
        }

        _isClosed = true;
        print(isError, Beginning(text, limit - _printed));
        print(true, string.Create(CultureInfo.InvariantCulture, $"\n[foray: what the program prints beyond {limit} bytes is left out]\n"));
    }

    private static string Beginning(string text, long bytes)
    {
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            bytes -= rune.Utf8SequenceLength;
            if (bytes < 0)
                break;
            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }
}

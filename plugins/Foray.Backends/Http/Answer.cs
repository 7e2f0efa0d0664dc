using System.Net;
using System.Text;

namespace Foray.Backends.Http;

/// <summary>What a server answered.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body.</param>
internal sealed record Answer(HttpStatusCode Status, byte[] Body)
{
    private const int LongestReason = 300;

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>Status and body in one line of at most 300 characters.</summary>
    public string Reason
    {
        get
        {
            var text = string.Join(' ', $"{(int)Status} {Text}".Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return text.Length <= LongestReason ? text : text[..LongestReason] + "…";
        }
    }
}

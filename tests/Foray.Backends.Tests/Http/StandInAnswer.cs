using System.Text;

namespace Foray.Backends.Tests.Http;

/// <summary>What a stand-in answers.</summary>
internal sealed record StandInAnswer(int Status, byte[] Body)
{
    public static readonly StandInAnswer Ok = new(200, []);

    public StandInAnswer(int status, string body)
        : this(status, Encoding.UTF8.GetBytes(body))
    {
    }
}

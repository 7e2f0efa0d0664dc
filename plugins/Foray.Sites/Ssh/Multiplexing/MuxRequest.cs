using System.Buffers.Binary;
using System.Text;

namespace Foray.Sites.Ssh.Multiplexing;

/// <summary>Messages to a master, each with its length before it. Source: PROTOCOL.mux of OpenSSH, version 4 of the protocol.</summary>
internal static class MuxRequest
{
    public const uint Version = 4;
    public const uint Hello = 1;
    private const uint NewSession = 0x10000002;
    private const uint NoEscape = 0xffffffff;
    private const uint No = 0;

    /// <summary>The greeting that either side begins with.</summary>
    public static byte[] ToHello() => ToMessage([.. Number(Hello), .. Number(Version)]);

    /// <summary>Asks for a session without a terminal that runs a command line. Three open files follow it.</summary>
    /// <param name="id">Number of the request, which the answer repeats.</param>
    /// <param name="command">The command line.</param>
    /// <param name="environment">Variables, each as <c>NAME=value</c>, of which the master passes on what its configuration says (<c>SendEnv</c>).</param>
    public static byte[] ToNewSession(uint id, string command, IEnumerable<string> environment) => ToMessage(
    [
        .. Number(NewSession), .. Number(id), .. Text(""),
        .. Number(No), // a terminal
        .. Number(No), // X11
        .. Number(No), // an agent
        .. Number(No), // a subsystem
        .. Number(NoEscape), .. Text(""), .. Text(command), .. environment.SelectMany(Text),
    ]);

    private static byte[] ToMessage(byte[] body) => [.. Number((uint)body.Length), .. body];

    private static byte[] Text(string text) => [.. Number((uint)Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    private static byte[] Number(uint number)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }
}

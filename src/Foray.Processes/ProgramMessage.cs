using System.Runtime.InteropServices;
using System.Text;
using Foray.Processes.Wardens;
using Foray.Sdk.Processes;

namespace Foray.Processes;

/// <summary>
/// A program to start, in one piece: a header, then texts in UTF-8, each ended by NUL: paths, arguments, environment.
/// Reading makes pointers into it and copies nothing. Who writes it and who reads it are one program, so that the order of bytes is the machine's.
/// </summary>
internal readonly unsafe ref struct ProgramMessage : IDisposable
{
    private const string NullDevice = "/dev/null";
    private const int Paths = 5;

    private readonly byte** _pointers;

    /// <summary>Reads a message.</summary>
    /// <param name="message">Its bytes, which stay where they are while this is used.</param>
    public ProgramMessage(byte* message)
    {
        var header = (Header*)message;
        var arguments = Paths;
        var variables = arguments + header->Arguments + 1;
        _pointers = (byte**)NativeMemory.AllocZeroed((nuint)(variables + header->Variables + 1), (nuint)sizeof(byte*));
        var text = message + sizeof(Header);
        Point(ref text, _pointers, Paths);
        Point(ref text, _pointers + arguments, header->Arguments);
        Point(ref text, _pointers + variables, header->Variables);
        Grace = TimeSpan.FromMilliseconds(header->GraceMilliseconds);
        Program = new SpawnBlock
        {
            Program = _pointers[0],
            Folder = _pointers[1],
            Input = SpawnStream.Device(_pointers[2]),
            Output = SpawnStream.NewFile(_pointers[3]),
            Error = SpawnStream.NewFile(_pointers[4]),
            Arguments = _pointers + arguments,
            Environment = _pointers + variables,
        };
    }

    public SpawnBlock Program { get; }

    public TimeSpan Grace { get; }

    /// <summary>Writes a message.</summary>
    /// <param name="request">What is asked for; its program is a path.</param>
    /// <param name="name">What the program is called, its first argument.</param>
    /// <param name="mark">A variable that is added to its environment.</param>
    /// <returns>The message; null where a text holds NUL.</returns>
    public static byte[]? Encode(FiledRequest request, string name, Mark mark)
    {
        List<string> texts = [request.Program, request.WorkingFolder, NullDevice, request.OutputPath, request.ErrorPath, name, .. request.Arguments];
        var arguments = texts.Count - Paths;
        foreach (var (variable, value) in request.Environment)
        {
            if (variable != mark.Variable)
                texts.Add($"{variable}={value}");
        }

        texts.Add($"{mark.Variable}={mark.Value}");
        return texts.Exists(text => text.Contains('\0')) ? null : Encode(request.Grace, arguments, texts);
    }

    public void Dispose() => NativeMemory.Free(_pointers);

    private static byte[] Encode(TimeSpan grace, int arguments, List<string> texts)
    {
        var message = new byte[sizeof(Header) + texts.Sum(text => Encoding.UTF8.GetByteCount(text) + 1)];
        var header = new Header
        {
            Frame = new MessageFrame(message.Length, MessageKind.Run),
            GraceMilliseconds = (int)Math.Clamp(grace.TotalMilliseconds, 0, int.MaxValue),
            Arguments = arguments,
            Variables = texts.Count - Paths - arguments,
        };
        MemoryMarshal.Write(message, header);
        var next = sizeof(Header);
        foreach (var text in texts)
            next += Encoding.UTF8.GetBytes(text, message.AsSpan(next)) + 1;
        return message;
    }

    private static void Point(ref byte* text, byte** pointers, int count)
    {
        for (var i = 0; i < count; i++)
        {
            pointers[i] = text;
            text += MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text).Length + 1;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Header
    {
        public MessageFrame Frame;
        public int GraceMilliseconds;
        public int Arguments;
        public int Variables;
    }
}

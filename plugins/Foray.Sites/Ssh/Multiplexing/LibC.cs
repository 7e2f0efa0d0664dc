using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Foray.Sites.Ssh.Multiplexing;

/// <summary>What a Linux socket can do and .NET's does not: pairs, and handing on an open file.</summary>
internal static unsafe partial class LibC
{
    private const string Library = "libc";
    private const int UnixDomain = 1;
    private const int StreamCloseOnExec = 1 | 0x80000;
    private const int SocketLevel = 1;
    private const int Rights = 1;
    private const int NoSignal = 0x4000;
    private const int Interrupted = 4;

    /// <summary>Two sockets that are connected to each other; null where the system has none left.</summary>
    public static (Socket Ours, SafeSocketHandle Theirs)? TryMakePair()
    {
        var ends = stackalloc int[2];
        if (MakePair(UnixDomain, StreamCloseOnExec, 0, ends) != 0)
            return null;
        return (new Socket(new SafeSocketHandle(ends[0], ownsHandle: true)), new SafeSocketHandle(ends[1], ownsHandle: true));
    }

    /// <summary>Sends a byte with which the other side of a Unix socket gets an open file; false where it cannot be sent at once.</summary>
    public static bool TrySendHandle(Socket socket, SafeSocketHandle handle)
    {
        byte nothing = 0;
        var part = new Part { Start = &nothing, Length = 1 };
        var control = new Control { Length = (nuint)(sizeof(Control) - sizeof(int)), Level = SocketLevel, Type = Rights, Handle = (int)handle.DangerousGetHandle() };
        var message = new Message { Parts = &part, PartCount = 1, Control = &control, ControlLength = (nuint)sizeof(Control) };
        nint sent;
        do
            sent = Send((int)socket.Handle, &message, NoSignal);
        while (sent < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        GC.KeepAlive(handle);
        return sent == 1;
    }

    [LibraryImport(Library, EntryPoint = "socketpair", SetLastError = true)]
    private static partial int MakePair(int domain, int type, int protocol, int* ends);

    [LibraryImport(Library, EntryPoint = "sendmsg", SetLastError = true)]
    private static partial nint Send(int socket, Message* message, int flags);

    private struct Part
    {
        public byte* Start;
        public nuint Length;
    }

    private struct Message
    {
        public void* Name;
        public uint NameLength;
        public Part* Parts;
        public nuint PartCount;
        public Control* Control;
        public nuint ControlLength;
        public int Flags;
    }

    // With the padding that would lead to the next one.
    [StructLayout(LayoutKind.Sequential, Size = 24)]
    private struct Control
    {
        public nuint Length;
        public int Level;
        public int Type;
        public int Handle;
    }
}

using System.Runtime.InteropServices;

namespace Foray.Processes.Wardens;

/// <summary>The beginning of every message to a warden.</summary>
/// <param name="Length">Bytes of the message, this included.</param>
/// <param name="Kind">What it is.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct MessageFrame(int Length, MessageKind Kind);

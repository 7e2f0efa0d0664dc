using System.Runtime.InteropServices;
using Foray.Sdk.Machines;

namespace Foray.Processes;

/// <summary>The C library's <c>struct rusage</c> on 64-bit systems, as far as it is read here.</summary>
[StructLayout(LayoutKind.Sequential, Size = 144)]
internal readonly struct ResourceUsage
{
    private static readonly int PeakUnit = OperatingSystem.IsMacOS() ? 1 : 1024;

    private readonly long _userSeconds;
    private readonly int _userMicroseconds; // 8 bytes on Linux: the upper half is zero
    private readonly int _userPadding;
    private readonly long _systemSeconds;
    private readonly int _systemMicroseconds;
    private readonly int _systemPadding;
    private readonly long _peak;

    public TimeSpan User => TimeSpan.FromSeconds(_userSeconds) + TimeSpan.FromMicroseconds(_userMicroseconds);

    public TimeSpan System => TimeSpan.FromSeconds(_systemSeconds) + TimeSpan.FromMicroseconds(_systemMicroseconds);

    /// <summary>Largest resident memory, in bytes. The system counts in KiB on Linux.</summary>
    public long PeakMemory => _peak * PeakUnit;

    public ResourceUse ToUse() => new(User, System, PeakMemory);
}

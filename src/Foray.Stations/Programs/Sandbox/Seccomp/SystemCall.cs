using System.Runtime.InteropServices;

namespace Foray.Stations.Programs.Sandbox.Seccomp;

/// <summary>A system call of Linux with its numbers.</summary>
/// <param name="Name">Its name in <c>asm/unistd.h</c>.</param>
/// <param name="X64">Its number on x64.</param>
/// <param name="Arm64">Its number on arm64; null where it has none there.</param>
internal readonly record struct SystemCall(string Name, uint X64, uint? Arm64)
{
    /// <summary>Its number; null where the architecture does not have it.</summary>
    public uint? On(Architecture architecture) => architecture == Architecture.X64 ? X64 : Arm64;
}

using System.Buffers;

namespace Foray.Stations.Programs.Keeping;

/// <summary>The form of a program's id.</summary>
internal static class ProgramId
{
    private const int Length = 32;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>A new one.</summary>
    public static string New() => Guid.NewGuid().ToString("N");

    /// <summary>Whether a text is one: 32 lower-case hexadecimal digits.</summary>
    public static bool IsOne(string text) => text.Length == Length && !text.AsSpan().ContainsAnyExcept(Digits);
}

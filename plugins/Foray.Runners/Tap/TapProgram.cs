namespace Foray.Runners.Tap;

/// <summary>Names of programs that speak TAP.</summary>
internal static class TapProgram
{
    /// <summary>True for <c>*.t</c> and <c>*.tap</c>.</summary>
    public static bool HasExtension(string path) => Path.GetExtension(path) is ".t" or ".tap";
}

namespace Foray.Tracking.Tests.Store;

internal static class Soak
{
    /// <summary>Whether the full counts are asked for.</summary>
    public static bool Is { get; } = Environment.GetEnvironmentVariable("FORAY_SOAK") == "1";
}

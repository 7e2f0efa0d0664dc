namespace Foray.Bench.Tracking;

/// <summary>Numbers as a training logs them: they fall, and are noisy, so that no encoding finds them easy.</summary>
internal static class Curve
{
    public static double At(long step) => 1000.0 / (step + 1000) + (step * 2_654_435_761 & 0xFFFFF) * 1e-7;
}

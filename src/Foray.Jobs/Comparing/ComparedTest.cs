using Foray.Sdk.Jobs;

namespace Foray.Jobs.Comparing;

/// <summary>A test in two jobs.</summary>
/// <param name="Suite">Name of its suite.</param>
/// <param name="Name">Its name.</param>
/// <param name="Before">Its result in the first one; null where that had no such test.</param>
/// <param name="After">Its result in the second one; null where that had no such test.</param>
public sealed record ComparedTest(string Suite, string Name, TestResult? Before, TestResult? After)
{
    /// <summary>True where it ended in another way, or is in one of them alone.</summary>
    public bool Differs => Before?.Outcome.Status != After?.Outcome.Status;
}

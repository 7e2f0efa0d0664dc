namespace Foray.Stations.Programs.HandOff;

/// <summary>Hears of the steps of hand-offs.</summary>
internal interface IHandOffSteps
{
    /// <summary>A step has just been made durable; the hand-off goes on when this has returned.</summary>
    Task ReachedAsync(HandOffStep step);
}
